package dev.arrway.app;

import dev.arrway.platform.bus.MessageRegistry;
import dev.arrway.protocol.CommonMessages;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.MessageFamily;
import dev.arrway.upstream.ChangeDescriptions;
import dev.arrway.upstream.KindCapability;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamKind;
import dev.arrway.upstream.UpstreamMessages;
import dev.arrway.upstream.jellyfin.JellyfinUpstream;
import dev.arrway.upstream.plex.PlexUpstream;
import dev.arrway.upstream.qbittorrent.QbittorrentUpstream;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sabnzbd.SabnzbdUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import dev.arrway.upstream.transmission.TransmissionUpstream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every vendor there is. This is the one list that a new vendor is added to. */
public final class UpstreamCatalog {
  /** The kinds that the contract has announced; a vendor may bring further ones. */
  private static final List<String> ANNOUNCED_KINDS =
      List.of("arr", "indexer", "download_client", "media_server", "metadata", "list");

  private final Map<String, Upstream> byType = new LinkedHashMap<>();

  private UpstreamCatalog(List<Upstream> upstreams) {
    for (Upstream upstream : upstreams) {
      if (upstream.kinds().isEmpty()) {
        throw new IllegalArgumentException("the vendor " + upstream.type() + " is of no kind");
      }
      if (byType.put(upstream.type(), upstream) != null) {
        throw new IllegalArgumentException("two vendors have the type " + upstream.type());
      }
    }
  }

  /** The vendors that Arrway comes with. */
  public static UpstreamCatalog standard() {
    return of(
        List.of(
            new RadarrUpstream(),
            new SonarrUpstream(),
            new QbittorrentUpstream(),
            new SabnzbdUpstream(),
            new TransmissionUpstream(),
            new PlexUpstream(),
            new JellyfinUpstream()));
  }

  /**
   * These vendors.
   *
   * @throws IllegalArgumentException when two have the same type
   */
  public static UpstreamCatalog of(List<Upstream> upstreams) {
    return new UpstreamCatalog(upstreams);
  }

  /**
   * The vendor of an {@code instance_type}.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} for a type that there is not
   */
  public Upstream get(String type) {
    Upstream upstream = byType.get(type);
    if (upstream == null) {
      throw Failure.invalid("instance_type", "must be one of " + String.join(", ", byType.keySet()))
          .asException();
    }
    return upstream;
  }

  /** All of them, in the order of their registration. */
  public Collection<Upstream> all() {
    return List.copyOf(byType.values());
  }

  /** Returns the kinds of all vendors, each once. */
  private List<UpstreamKind<?>> kinds() {
    return all().stream()
        .flatMap(upstream -> upstream.kinds().stream())
        .<UpstreamKind<?>>map(KindCapability::kind)
        .distinct()
        .toList();
  }

  /** Returns every message that can be sent to an instance, received from one, or published. */
  public MessageRegistry messages() {
    List<MessageFamily> families = new ArrayList<>();
    families.add(CommonMessages.FAMILY);
    families.add(UpstreamMessages.FAMILY);
    kinds().forEach(kind -> families.add(kind.messages()));
    return MessageRegistry.of(families);
  }

  /** Returns what events show of the changes of all kinds. */
  public ChangeDescriptions changes() {
    return ChangeDescriptions.merged(kinds().stream().map(UpstreamKind::changes).toList());
  }

  /**
   * Returns the values of the placeholders of the contract that depend on the vendors: {@code
   * instance_types}, {@code instance_type_examples}, {@code instance_kinds} and {@code
   * settings_by_type}.
   */
  Map<String, Object> contractValues() {
    List<String> types = byType.keySet().stream().sorted().toList();
    return Map.of(
        "instance_types", types,
        "instance_type_examples", types.stream().limit(1).toList(),
        "instance_kinds", kindNames(),
        "settings_by_type", settingsSchemas());
  }

  private List<String> kindNames() {
    Set<String> names = new LinkedHashSet<>(ANNOUNCED_KINDS);
    kinds().forEach(kind -> names.add(kind.wireName()));
    return List.copyOf(names);
  }

  /** Returns the JSON Schema of the settings of each type, in the order of the types' names. */
  private Map<String, Object> settingsSchemas() {
    Map<String, Object> schemas = new TreeMap<>();
    for (Upstream upstream : all()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      upstream.allSettingFields().forEach(field -> properties.put(field.name(), field.schema()));
      schemas.put(upstream.type(), Map.of("type", "object", "properties", properties));
    }
    return schemas;
  }
}
