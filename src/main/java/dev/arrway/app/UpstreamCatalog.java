package dev.arrway.app;

import dev.arrway.protocol.Failure;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.jellyfin.JellyfinUpstream;
import dev.arrway.upstream.plex.PlexUpstream;
import dev.arrway.upstream.qbittorrent.QbittorrentUpstream;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sabnzbd.SabnzbdUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import dev.arrway.upstream.transmission.TransmissionUpstream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every vendor there is. This is the one list that a new vendor is added to. */
public final class UpstreamCatalog {
  private final Map<String, Upstream> byType = new LinkedHashMap<>();

  private UpstreamCatalog(List<Upstream> upstreams) {
    for (Upstream upstream : upstreams) {
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

  /** The JSON Schema of the settings of each type. */
  public Map<String, Map<String, Object>> settingsSchemas() {
    Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
    for (Upstream upstream : all()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      upstream.allSettingFields().forEach(field -> properties.put(field.name(), field.schema()));
      schemas.put(upstream.type(), Map.of("type", "object", "properties", properties));
    }
    return schemas;
  }
}
