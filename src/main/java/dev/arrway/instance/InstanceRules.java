package dev.arrway.instance;

import dev.arrway.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes instances of requests; everything that is wrong is told at once. */
final class InstanceRules {
  private static final int DEFAULT_TIMEOUT_SECONDS = 30;

  private InstanceRules() {}

  /**
   * An instance with the credentials that it needs.
   *
   * @param credentials null when those that are stored stay
   */
  record Checked(Instance instance, @Nullable Credentials credentials) {}

  /** A new instance. */
  static Checked create(
      long id,
      long ownerId,
      boolean admin,
      boolean declared,
      Upstream upstream,
      InstanceRequest r) {
    Errors errors = new Errors();
    InstanceUrl url = errors.of(() -> InstanceUrl.of(r.url().orElse("")));
    Credentials credentials = errors.of(() -> required(upstream, r, url));
    errors.check(() -> settings(upstream, r.settings().orElse(Map.of())));
    errors.throwIfAny();
    Instant now = Instant.now();
    boolean enabled = r.enabled().orElse(true);
    Instance instance =
        new Instance(
            id,
            ownerId,
            admin,
            r.name().orElse(""),
            upstream.type(),
            java.util.Objects.requireNonNull(url).url(),
            url.username() != null,
            r.verifySsl().orElse(true),
            r.timeoutSeconds().orElse(DEFAULT_TIMEOUT_SECONDS),
            r.ratePerMinute().orElse(upstream.defaultRatePerMinute()),
            enabled,
            r.settings().orElse(Map.of()),
            declared,
            HealthState.NEW,
            now,
            now);
    return new Checked(instance, credentials);
  }

  /**
   * An instance as it will be. A key that was given for one origin has to be given again for
   * another.
   */
  static Checked update(Instance before, Upstream upstream, InstanceRequest r) {
    Errors errors = new Errors();
    Optional<InstanceUrl> url =
        Optional.ofNullable(
            r.url().isEmpty() ? null : errors.of(() -> InstanceUrl.of(r.url().get())));
    Credentials credentials = errors.of(() -> given(upstream, r, url.orElse(null)).orElse(null));
    if (r.type().isPresent() && !r.type().get().equals(before.type())) {
      errors.add("instance_type", "cannot be changed; add another instance instead");
    }
    if (credentials == null
        && url.isPresent()
        && !InstanceUrl.origin(url.get().url()).equals(InstanceUrl.origin(before.url()))) {
      errors.add(secretField(upstream), "must be given again for another server");
    }
    errors.check(() -> settings(upstream, r.settings().orElse(before.settings())));
    errors.throwIfAny();
    Instance after =
        new Instance(
            before.id(),
            before.ownerId(),
            before.ownerIsAdmin(),
            r.name().orElse(before.name()),
            before.type(),
            url.map(InstanceUrl::url).orElse(before.url()),
            url.map(it -> it.username() != null).orElse(before.urlHadCredentials()),
            r.verifySsl().orElse(before.verifySsl()),
            r.timeoutSeconds().orElse(before.timeoutSeconds()),
            r.ratePerMinute().orElse(before.ratePerMinute()),
            r.enabled().orElse(before.enabled()),
            r.settings().orElse(before.settings()),
            before.declared(),
            before.state(),
            before.createdAt(),
            Instant.now());
    return new Checked(after, credentials);
  }

  private static Settings settings(Upstream upstream, Map<String, Object> given) {
    return Settings.of(upstream.allSettingFields(), given);
  }

  private static String secretField(Upstream upstream) {
    return upstream.credentials() == CredentialScheme.API_KEY ? "api_key" : "password";
  }

  private static Credentials required(
      Upstream upstream, InstanceRequest r, @Nullable InstanceUrl url) {
    return given(upstream, r, url)
        .orElseThrow(
            () ->
                Failure.invalid(secretField(upstream), "is required for " + upstream.title())
                    .asException());
  }

  private static Optional<Credentials> given(
      Upstream upstream, InstanceRequest r, @Nullable InstanceUrl url) {
    if (upstream.credentials() == CredentialScheme.API_KEY) {
      if (r.username().isPresent() || r.password().isPresent()) {
        throw Failure.invalid(
                r.username().isPresent() ? "username" : "password",
                upstream.title() + " takes an api_key instead")
            .asException();
      }
      return r.apiKey().map(Credentials.ApiKey::new);
    }
    if (r.apiKey().isPresent()) {
      throw Failure.invalid("api_key", upstream.title() + " takes username and password instead")
          .asException();
    }
    String username = r.username().orElse(url == null ? null : url.username());
    Secret password = r.password().orElse(url == null ? null : url.password());
    if (username == null && password == null) {
      return Optional.empty();
    }
    if (username == null || password == null) {
      throw Failure.invalid(
              username == null ? "username" : "password", "is required beside the other")
          .asException();
    }
    return Optional.of(new Credentials.Login(username, password));
  }

  /** Collects what is wrong. */
  private static final class Errors {
    private final List<FieldError> errors = new ArrayList<>();

    <T> @Nullable T of(Supplier<T> work) {
      try {
        return work.get();
      } catch (FailureException e) {
        errors.addAll(e.failure().errors());
        return null;
      }
    }

    void check(Supplier<?> work) {
      Object checked = of(work);
      assert checked != null || !errors.isEmpty();
    }

    void add(String field, String message) {
      errors.add(new FieldError(field, message));
    }

    void throwIfAny() {
      if (!errors.isEmpty()) {
        throw Failure.invalid(errors).asException();
      }
    }
  }
}
