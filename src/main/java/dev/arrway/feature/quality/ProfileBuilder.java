package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the schema of an instance into a new profile. What the template wants and the instance
 * lacks is left out and said; what the request itself names must be there. Everything that is wrong
 * is said at once.
 */
final class ProfileBuilder {
  private final ProfileRequest request;
  private final ProfileTemplate template;
  private final ProfileTemplate.Choice choice;
  private final ProfileDocument profile;
  private final QualityIndex index;
  private final List<ObjectNode> languages;
  private final List<String> skipped = new ArrayList<>();
  private final List<FieldError> errors = new ArrayList<>();

  private ProfileBuilder(
      ProfileRequest request,
      LibraryKind kind,
      ProfileDocument profile,
      List<ObjectNode> languages) {
    this.request = request;
    this.template = ProfileTemplates.named(request.template());
    this.choice = template.choice(kind);
    this.profile = profile;
    this.index = new QualityIndex(profile);
    this.languages = List.copyOf(languages);
  }

  /**
   * Builds a profile.
   *
   * @param schema what the instance begins a new profile with; not changed
   * @param languages the languages that the instance knows; unused where profiles have none
   * @return throws {@code invalid} with every field at fault
   */
  static ProfileDraft build(
      ProfileRequest request,
      LibraryKind kind,
      ProfileDocument schema,
      List<ObjectNode> languages) {
    return new ProfileBuilder(request, kind, schema.copy(), languages).build();
  }

  private ProfileDraft build() {
    ObjectNode json = profile.json();
    json.remove("id");
    json.put("name", request.name().strip());
    json.put(
        "upgradeAllowed",
        Objects.requireNonNullElse(request.upgradeAllowed(), template.upgradeAllowed()));
    json.put("minUpgradeFormatScore", Math.max(1, json.path("minUpgradeFormatScore").asInt()));
    Set<Integer> wanted = wanted();
    if (!wanted.isEmpty()) {
      AllowedQualities.set(profile, wanted);
      cutoff();
    }
    formats();
    language();
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
    return new ProfileDraft(profile, skipped);
  }

  private void wrong(String field, String message) {
    errors.add(new FieldError(field, message));
  }

  private Set<Integer> wanted() {
    List<String> own = request.qualities();
    return own == null ? ofTemplate() : named(own);
  }

  private Set<Integer> ofTemplate() {
    Set<Integer> wanted = new LinkedHashSet<>();
    for (String name : choice.qualities()) {
      Set<Integer> found = index.ids(name);
      if (found.isEmpty()) {
        skipped.add(name);
      }
      wanted.addAll(found);
    }
    if (wanted.isEmpty()) {
      wrong("template", "none of its qualities is there; the instance has " + index.known());
    }
    return wanted;
  }

  private Set<Integer> named(List<String> names) {
    Set<Integer> wanted = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      Set<Integer> found = index.ids(names.get(i));
      if (found.isEmpty()) {
        wrong("qualities." + i, unknown(names.get(i), index.known()));
      }
      wanted.addAll(found);
    }
    return wanted;
  }

  private static String unknown(String name, String known) {
    return "\"" + name + "\" is not there; the instance has " + known;
  }

  private void cutoff() {
    String own = request.cutoff();
    String name = own == null ? choice.cutoff() : own;
    Set<Integer> ids = index.ids(name);
    Optional<ProfileItem> found =
        profile.items().stream()
            .filter(ProfileItem::allowed)
            .filter(item -> item.qualities().stream().anyMatch(one -> ids.contains(one.id())))
            .reduce((worse, better) -> better);
    if (found.isPresent()) {
      profile.cutoff(found.get());
    } else if (own == null) {
      best().ifPresent(profile::cutoff);
    } else if (ids.isEmpty()) {
      wrong("cutoff", unknown(own, index.known()));
    } else {
      wrong("cutoff", "is not allowed; allowed are " + allowed());
    }
  }

  private Optional<ProfileItem> best() {
    return profile.items().stream().filter(ProfileItem::allowed).reduce((worse, better) -> better);
  }

  private String allowed() {
    return profile.profile().qualities().stream()
        .filter(QualityProfile.Quality::allowed)
        .map(QualityProfile.Quality::name)
        .collect(Collectors.joining(", "));
  }

  private void formats() {
    Set<String> unknown = new HashSet<>(request.formatScores().keySet());
    int most = 0;
    for (ObjectNode format : profile.formats()) {
      String name = format.path("name").asText();
      unknown.remove(name);
      Integer score = request.formatScores().get(name);
      if (score != null) {
        format.put("score", score);
      }
      most += Math.max(0, format.path("score").asInt());
    }
    unknown.stream()
        .sorted()
        .forEach(name -> wrong("format_scores." + name, unknown(name, formatNames())));
    minimum(most);
  }

  private void minimum(int most) {
    Integer minimum = request.minFormatScore();
    if (minimum == null) {
      return;
    }
    profile.json().put("minFormatScore", minimum);
    if (minimum > most) {
      wrong(
          "min_format_score",
          "can never be reached: the scores of the custom formats add up to " + most);
    }
  }

  private String formatNames() {
    List<ObjectNode> formats = profile.formats();
    return formats.isEmpty()
        ? "no custom formats"
        : formats.stream()
            .map(format -> format.path("name").asText())
            .collect(Collectors.joining(", "));
  }

  private void language() {
    String own = request.language();
    if (!profile.hasLanguage()) {
      if (own != null) {
        wrong("language", "profiles of this instance have no language");
      }
      return;
    }
    String wanted = own == null ? template.language() : own;
    if (wanted != null) {
      setLanguage(wanted, own);
    }
  }

  private void setLanguage(String wanted, @Nullable String own) {
    Optional<ObjectNode> found =
        languages.stream()
            .filter(one -> one.path("name").asText().equalsIgnoreCase(wanted.strip()))
            .findFirst();
    if (found.isPresent()) {
      profile
          .json()
          .putObject("language")
          .put("id", found.get().path("id").asInt())
          .put("name", found.get().path("name").asText());
    } else if (own == null) {
      skipped.add("language " + wanted);
    } else {
      wrong(
          "language",
          unknown(
              own,
              languages.stream()
                  .map(one -> one.path("name").asText())
                  .sorted()
                  .collect(Collectors.joining(", "))));
    }
  }
}
