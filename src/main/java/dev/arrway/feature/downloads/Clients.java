package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.kind.download.DownloadClientKind;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user's download clients. */
final class Clients {
  private static final String MAPPINGS = "category_mappings";

  private final DownloadParts parts;

  Clients(DownloadParts parts) {
    this.parts = parts;
  }

  /** What an instance downloads; empty when it is no download client. */
  Optional<DownloadKind> kind(Instance instance) {
    return parts.catalog().apply(instance.type()).traits(DownloadClientKind.KIND);
  }

  /** Those that are switched on, by id; of one kind, or of all with null. */
  List<Instance> enabled(long ownerId, @Nullable DownloadKind kind) {
    return parts.directory().all(ownerId).stream()
        .filter(Instance::enabled)
        .filter(instance -> kind(instance).filter(k -> kind == null || k == kind).isPresent())
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  /** One of them; throws {@code not_found} also when it is something else. */
  Instance mine(long ownerId, long id) {
    Instance instance = parts.directory().mine(ownerId, id);
    if (kind(instance).isEmpty()) {
      throw Failure.notFound("download client").asException();
    }
    return instance;
  }

  /**
   * The one that takes a new download: the one that is named, else the configured one, else the
   * first of its kind. Throws {@code invalid} when there is none or it is of another kind.
   */
  Instance choose(long ownerId, DownloadKind kind, @Nullable Long named) {
    if (named != null) {
      Instance given = parts.directory().mine(ownerId, named);
      if (kind(given).filter(k -> k == kind).isEmpty()) {
        throw Failure.invalid("client_id", "does not download " + plural(kind)).asException();
      }
      return given;
    }
    List<Instance> all = enabled(ownerId, kind);
    String configured = kind == DownloadKind.TORRENT ? parts.torrentClient() : parts.usenetClient();
    return all.stream()
        .filter(instance -> instance.name().equalsIgnoreCase(configured))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .orElseThrow(
            () ->
                Failure.invalid("client_id", "you have no client that downloads " + plural(kind))
                    .asException());
  }

  private static String plural(DownloadKind kind) {
    return kind == DownloadKind.TORRENT ? "torrents" : "from Usenet";
  }

  /** The category as the client has it: by its mappings, whatever the case, else as given. */
  @Nullable String category(Instance client, @Nullable String given) {
    Upstream upstream = parts.catalog().apply(client.type());
    boolean maps =
        upstream.allSettingFields().stream().anyMatch(field -> field.name().equals(MAPPINGS));
    if (given == null || !maps) {
      return given;
    }
    Map<String, String> mappings =
        Settings.of(upstream.allSettingFields(), client.settings()).map(MAPPINGS);
    return mappings.entrySet().stream()
        .filter(mapping -> mapping.getKey().equalsIgnoreCase(given))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(given);
  }
}
