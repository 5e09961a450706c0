package dev.arrway.upstream;

import dev.arrway.platform.http.HttpExchange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A vendor: everything that the rest of the gateway needs to know to run instances of it. */
public interface Upstream {
  /** The {@code instance_type} that the API shows, such as {@code radarr}. */
  String type();

  /** The vendor's name for people. */
  String title();

  /** Returns the kinds of its instances, with its traits in each; the first is its main one. */
  List<KindCapability<?>> kinds();

  /** Returns the kind that the API shows. */
  default UpstreamKind<?> mainKind() {
    return kinds().get(0).kind();
  }

  /** Returns what the vendor says of itself in a kind; empty when it is not of that kind. */
  @SuppressWarnings("unchecked") // a capability holds the traits of its own kind
  default <T> Optional<T> traits(UpstreamKind<T> kind) {
    return kinds().stream()
        .filter(capability -> capability.kind() == kind)
        .findFirst()
        .map(capability -> (T) capability.traits());
  }

  /** Returns whether the vendor's instances are of a kind. */
  default boolean is(UpstreamKind<?> kind) {
    return kinds().stream().anyMatch(capability -> capability.kind() == kind);
  }

  /** What it wants to see. */
  CredentialScheme credentials();

  /** The address that such a server usually has, for forms. */
  String defaultUrl();

  /** Calls a minute that a new instance may get. */
  int defaultRatePerMinute();

  /** The settings that its instances take besides {@link CallSettings#FIELDS}. */
  List<SettingField> settingFields();

  /**
   * Refuses settings that each fit their field and yet make no sense.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid}, naming the {@code settings.*}
   *     field
   */
  default void check(Settings settings) {}

  /**
   * A client for one instance.
   *
   * @param http everything that goes to the instance passes it; closed by the actor
   * @param spec the instance
   * @param settings checked against all fields of this type
   */
  UpstreamClient connect(HttpExchange http, InstanceSpec spec, Settings settings);

  /**
   * The versions that the gateway was made for: {@code 5} stands for all that begin with {@code
   * 5.}; empty when all are expected.
   */
  default List<String> expectedVersions() {
    return List.of();
  }

  /** All settings that instances of this type take. */
  default List<SettingField> allSettingFields() {
    return Stream.concat(CallSettings.FIELDS.stream(), settingFields().stream()).toList();
  }
}
