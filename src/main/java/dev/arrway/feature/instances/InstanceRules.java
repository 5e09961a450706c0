package dev.arrway.feature.instances;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.HealthState;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceUrl;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds instances from requests; a failure names all fields that are wrong. */
final class InstanceRules {
  private static final int DEFAULT_TIMEOUT_SECONDS = 30;

  private InstanceRules() {}

  /**
   * An instance with what it needs of secrets.
   *
   * @param keys null when those that are stored stay
   */
  record Checked(Instance instance, @Nullable Keys keys) {}

  /** A new instance, which has no id yet. */
  static Checked create(
      long ownerId, boolean admin, boolean declared, Upstream upstream, InstanceRequest r) {
    Errors errors = new Errors();
    InstanceUrl url = errors.of(() -> InstanceUrl.of(r.url().orElse("")));
    Credentials credentials = errors.of(() -> required(upstream, r, url));
    errors.check(() -> checkSettings(upstream, r.settings().orElse(Map.of())));
    errors.throwIfAny();
    InstanceUrl address = Objects.requireNonNull(url);
    Instant now = Instant.now();
    Instance instance =
        new Instance(
            0,
            ownerId,
            admin,
            r.name().orElse(""),
            upstream.type(),
            address.url(),
            address.userInfo() != null,
            r.verifySsl().orElse(true),
            r.timeoutSeconds().orElse(DEFAULT_TIMEOUT_SECONDS),
            r.ratePerMinute().orElse(upstream.defaultRatePerMinute()),
            r.enabled().orElse(true),
            r.settings().orElse(Map.of()),
            declared,
            HealthState.NEW,
            now,
            now);
    return new Checked(
        instance, new Keys(Objects.requireNonNull(credentials), forProxy(upstream, address)));
  }

  /**
   * Returns an instance as it will be after a change. When the origin of its address changes, the
   * key has to be given again, so that it is not sent to another server.
   *
   * @param stored what it has of secrets; null when that cannot be read any more
   */
  static Checked update(
      Instance before, @Nullable Keys stored, Upstream upstream, InstanceRequest r) {
    Errors errors = new Errors();
    InstanceUrl url = r.url().isEmpty() ? null : errors.of(() -> InstanceUrl.of(r.url().get()));
    Credentials credentials = errors.of(() -> given(upstream, r, url).orElse(null));
    boolean moved =
        url != null && !InstanceUrl.origin(url.url()).equals(InstanceUrl.origin(before.url()));
    if (r.type().isPresent() && !r.type().get().equals(before.type())) {
      errors.add("instance_type", "cannot be changed; add another instance instead");
    }
    if (credentials == null && moved && errors.none(secretField(upstream))) {
      errors.add(secretField(upstream), "must be given again for another server");
    }
    errors.check(() -> checkSettings(upstream, r.settings().orElse(before.settings())));
    errors.throwIfAny();
    Secret proxy = forProxy(upstream, url, moved, stored);
    Keys keys = keys(credentials, proxy, stored);
    boolean credentialsInUrl =
        url == null ? before.urlHadCredentials() : url.userInfo() != null || proxy != null;
    return new Checked(changed(before, url, credentialsInUrl, r), keys);
  }

  private static Instance changed(
      Instance before, @Nullable InstanceUrl url, boolean credentialsInUrl, InstanceRequest r) {
    return new Instance(
        before.id(),
        before.ownerId(),
        before.ownerIsAdmin(),
        r.name().orElse(before.name()),
        before.type(),
        url == null ? before.url() : url.url(),
        credentialsInUrl,
        r.verifySsl().orElse(before.verifySsl()),
        r.timeoutSeconds().orElse(before.timeoutSeconds()),
        r.ratePerMinute().orElse(before.ratePerMinute()),
        r.enabled().orElse(before.enabled()),
        r.settings().orElse(before.settings()),
        before.declared(),
        before.state(),
        before.createdAt(),
        before.updatedAt());
  }

  /** Null when nothing changes. */
  private static @Nullable Keys keys(
      @Nullable Credentials given, @Nullable Secret proxy, @Nullable Keys stored) {
    Credentials credentials = given == null && stored != null ? stored.credentials() : given;
    if (credentials == null) {
      return null;
    }
    Keys keys = new Keys(credentials, proxy);
    return keys.equals(stored) ? null : keys;
  }

  /** Types that log in by name take user info of the address as that; for others a proxy does. */
  private static @Nullable Secret forProxy(Upstream upstream, InstanceUrl url) {
    return upstream.credentials() == CredentialScheme.API_KEY ? url.userInfo() : null;
  }

  /** An address that is sent back as it was shown has lost its user info, but not for good. */
  private static @Nullable Secret forProxy(
      Upstream upstream, @Nullable InstanceUrl url, boolean moved, @Nullable Keys stored) {
    if (url != null && url.userInfo() != null) {
      return forProxy(upstream, url);
    }
    return moved || stored == null ? null : stored.userInfo();
  }

  private static void checkSettings(Upstream upstream, Map<String, Object> given) {
    upstream.check(Settings.of(upstream.allSettingFields(), given));
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
    return switch (upstream.credentials()) {
      case API_KEY -> key(upstream, r);
      case LOGIN -> login(upstream, r, url);
      case EITHER ->
          r.apiKey().isPresent() && r.username().isEmpty() && r.password().isEmpty()
              ? r.apiKey().map(Credentials.ApiKey::new)
              : login(upstream, r, url);
    };
  }

  private static Optional<Credentials> key(Upstream upstream, InstanceRequest r) {
    if (r.username().isPresent() || r.password().isPresent()) {
      throw Failure.invalid(
              r.username().isPresent() ? "username" : "password",
              upstream.title() + " takes an api_key instead")
          .asException();
    }
    return r.apiKey().map(Credentials.ApiKey::new);
  }

  private static Optional<Credentials> login(
      Upstream upstream, InstanceRequest r, @Nullable InstanceUrl url) {
    if (r.apiKey().isPresent()) {
      throw Failure.invalid(
              "api_key",
              upstream.title()
                  + (upstream.credentials() == CredentialScheme.LOGIN
                      ? " takes username and password instead"
                      : " takes either this or username and password"))
          .asException();
    }
    Optional<InstanceUrl> address = Optional.ofNullable(url);
    Optional<String> username = r.username().or(() -> address.flatMap(InstanceUrl::username));
    Optional<Secret> password = r.password().or(() -> address.flatMap(InstanceUrl::password));
    if (username.isPresent() != password.isPresent()) {
      throw Failure.invalid(
              username.isEmpty() ? "username" : "password", "is required beside the other")
          .asException();
    }
    return username.map(name -> new Credentials.Login(name, password.orElseThrow()));
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

    void check(Runnable work) {
      try {
        work.run();
      } catch (FailureException e) {
        errors.addAll(e.failure().errors());
      }
    }

    void add(String field, String message) {
      errors.add(new FieldError(field, message));
    }

    boolean none(String field) {
      return errors.stream().noneMatch(error -> error.field().equals(field));
    }

    void throwIfAny() {
      if (!errors.isEmpty()) {
        throw Failure.invalid(errors).asException();
      }
    }
  }
}
