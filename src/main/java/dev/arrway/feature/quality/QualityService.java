package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes quality profiles. Everything fails with {@code not_found}, {@code not_supported}
 * for instances without profiles, or as the instance does.
 */
public final class QualityService {
  private final ProfileObjects objects;
  private final Outbox outbox;

  /**
   * Creates the service for the instances of a directory.
   *
   * @param catalog finds a vendor by its type
   */
  public QualityService(
      InstanceDirectory directory,
      InstanceClient instances,
      Function<String, Upstream> catalog,
      Outbox outbox) {
    this.objects = new ProfileObjects(directory, instances, catalog);
    this.outbox = outbox;
  }

  /**
   * A new profile on its way.
   *
   * @param profile what was or would be sent, readable
   * @param document the same in the instance's own words
   * @param skipped what the template wants and the instance does not have
   * @param entry the change; null after a dry run
   */
  public record Creation(
      QualityProfile profile,
      ObjectNode document,
      List<String> skipped,
      @Nullable OutboxEntry entry) {
    public Creation {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * The profiles of an instance.
   *
   * @param profiles by name
   * @param skipped the number of profiles that could not be read
   */
  public record ProfileList(List<QualityProfile> profiles, int skipped) {
    public ProfileList {
      profiles =
          profiles.stream()
              .sorted(Comparator.comparing(QualityProfile::name, String.CASE_INSENSITIVE_ORDER))
              .toList();
    }
  }

  /** The profiles of an instance, by name. */
  public Future<ProfileList> profiles(Asked asked) {
    return objects
        .place(asked)
        .compose(place -> objects.readable(place.instance(), asked.traceId()));
  }

  /**
   * Makes a profile.
   *
   * @param key what the client named the request, or null
   * @return fails with {@code invalid} and the fields, or {@code conflict} when the instance has a
   *     profile of that name
   */
  public Future<Creation> create(
      Asked asked, ProfileRequest request, boolean dryRun, @Nullable IdempotencyKey key) {
    return objects
        .place(asked)
        .compose(
            place ->
                draft(place, request, asked.traceId())
                    .compose(
                        draft ->
                            unused(place, request.name(), asked.traceId(), key != null)
                                .compose(
                                    free ->
                                        dryRun
                                            ? Future.succeededFuture(creation(draft, null))
                                            : submit(asked, draft, key))));
  }

  private Future<ProfileDraft> draft(Place place, ProfileRequest request, String trace) {
    ProfileTemplate template = ProfileTemplates.named(request.template());
    boolean language = request.language() != null || template.language() != null;
    return objects
        .schema(place.instance(), trace)
        .compose(
            schema ->
                (schema.hasLanguage() && language
                        ? objects.languages(place.instance(), trace)
                        : Future.succeededFuture(List.<ObjectNode>of()))
                    .map(known -> ProfileBuilder.build(request, place.kind(), schema, known)));
  }

  /**
   * A request that has a name of its own may be one that was made before: then the outbox knows its
   * outcome, and if it does not, the instance itself refuses the second profile.
   */
  private Future<Void> unused(Place place, String name, String trace, boolean named) {
    return objects
        .profiles(place.instance(), trace)
        .map(
            all -> {
              if (!named && all.stream().anyMatch(it -> it.name().equalsIgnoreCase(name.strip()))) {
                throw FailureException.of(
                    FailureCode.CONFLICT, "The instance has a quality profile of this name.");
              }
              return null;
            });
  }

  private Future<Creation> submit(Asked asked, ProfileDraft draft, @Nullable IdempotencyKey key) {
    return outbox
        .submit(
            new NewChange(
                asked.userId(),
                asked.instanceId(),
                ProfileObjects.save(null, draft.document()),
                asked.traceId(),
                null,
                key))
        .map(entry -> creation(draft, entry));
  }

  private static Creation creation(ProfileDraft draft, @Nullable OutboxEntry entry) {
    return new Creation(
        draft.document().profile(), draft.document().json(), draft.skipped(), entry);
  }

  /** A profile in an instance's own words as people read it. */
  public static QualityProfile readable(String document) {
    return ProfileDocument.parse(document).profile();
  }
}
