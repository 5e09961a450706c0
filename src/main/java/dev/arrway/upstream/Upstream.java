package dev.arrway.upstream;

import dev.arrway.http.HttpExchange;
import java.util.List;
import java.util.Optional;

/** A vendor: everything that the rest of the gateway needs to know to run instances of it. */
public interface Upstream {
  /** The {@code instance_type} that the API shows, such as {@code radarr}. */
  String type();

  /** The vendor's name for people. */
  String title();

  /** What it is for. */
  UpstreamKind kind();

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

  /** Reads what its instances tell by themselves; empty when they tell nothing. */
  default Optional<ArrNewsReader> news() {
    return Optional.empty();
  }

  /** All settings that instances of this type take. */
  default List<SettingField> allSettingFields() {
    return java.util.stream.Stream.concat(CallSettings.FIELDS.stream(), settingFields().stream())
        .toList();
  }
}
