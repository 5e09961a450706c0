package dev.arrway.feature.timelines;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.domain.mediaserver.ScanStarted;
import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.media.MediaServerClient;
import dev.arrway.kind.media.MediaServerKind;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.CredentialScheme;
import dev.arrway.upstream.InstanceSpec;
import dev.arrway.upstream.KindCapability;
import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A media server that has what it is told to have; it exists in the tests alone. */
public final class ScreenUpstream implements Upstream {
  private final Set<Integer> tmdbIds = ConcurrentHashMap.newKeySet();
  private final Queue<MediaWanted> asked = new ConcurrentLinkedQueue<>();

  /** From now on it has a movie. */
  public void add(int tmdbId) {
    var isNew = tmdbIds.add(tmdbId);
    assert isNew;
  }

  /** What it was asked for. */
  public List<MediaWanted> asked() {
    return List.copyOf(asked);
  }

  /** What it answers. */
  public MediaItem find(MediaWanted wanted) {
    asked.add(wanted);
    return wanted.tmdbId() != null && tmdbIds.contains(wanted.tmdbId())
        ? new MediaItem("screen-1", "1", wanted.title(), wanted.year(), "/media/1.mkv", null)
        : null;
  }

  @Override
  public String type() {
    return "screen";
  }

  @Override
  public String title() {
    return "Screen";
  }

  @Override
  public List<KindCapability<?>> kinds() {
    return List.of(MediaServerKind.KIND.with(MediaServerKind.TRAITS));
  }

  @Override
  public CredentialScheme credentials() {
    return CredentialScheme.API_KEY;
  }

  @Override
  public String defaultUrl() {
    return "http://localhost:7001";
  }

  @Override
  public int defaultRatePerMinute() {
    return 600;
  }

  @Override
  public List<SettingField> settingFields() {
    return List.of();
  }

  @Override
  public UpstreamClient connect(HttpExchange http, InstanceSpec spec, Settings settings) {
    return new Client();
  }

  private final class Client implements MediaServerClient {
    @Override
    public Future<List<MediaLibrary>> libraries(Ask ask) {
      return Future.succeededFuture(List.of());
    }

    @Override
    public Future<MediaItem> find(MediaWanted wanted, Ask ask) {
      return Future.succeededFuture(ScreenUpstream.this.find(wanted));
    }

    @Override
    public Future<Void> refresh(String libraryId, Ask ask) {
      return Future.succeededFuture();
    }

    @Override
    public Future<ScanStarted> scan(String path, Ask ask) {
      return Future.succeededFuture(new ScanStarted("1", path));
    }

    @Override
    public Future<ConnectionReport> test(Ask ask) {
      return Future.succeededFuture(new ConnectionReport("Screen", "1", 1));
    }

    @Override
    public Future<Fingerprint> fingerprint(Ask ask) {
      return Future.succeededFuture(new Fingerprint("1", Map.of(), Map.of()));
    }
  }
}
