package dev.arrway.feature.timelines;

import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.timeline.Facts;
import dev.arrway.domain.timeline.Standing;
import dev.arrway.domain.timeline.Step;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.platform.bus.Failures;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks how things are, as far as that explains something; what does not answer soon is a fact. */
final class LiveFacts {
  private static final int QUEUE = 500;

  private final TimelineParts parts;
  private final Watches watches;

  LiveFacts(TimelineParts parts, Watches watches) {
    this.parts = parts;
    this.watches = watches;
  }

  /** An answer, or why there is none. */
  private record Heard<T>(@Nullable T answer, @Nullable String trouble) {
    static <T> Heard<T> nothing() {
      return new Heard<>(null, null);
    }
  }

  /** What is known without asking anybody. */
  Facts cheap(long owner) {
    List<Instance> servers = watches.servers(owner);
    return Facts.none(
        servers.size(),
        servers.stream().filter(one -> trouble(one) != null).map(Instance::name).toList());
  }

  /** What explains where a title stands. */
  Future<Facts> of(long owner, String trace, TitleKey title, List<Step> steps) {
    Facts cheap = cheap(owner);
    Optional<Standing> standing = Standing.of(steps);
    if (standing.filter(LiveFacts::explained).isPresent()) {
      return Future.succeededFuture(cheap);
    }
    CallContext context = CallContext.user(owner, trace).withPurpose(CallPurpose.EXPLANATION);
    Future<Heard<Download>> client = client(context, standing.map(Standing::step), steps);
    return arr(context, title, cheap)
        .compose(
            facts ->
                client.map(
                    heard ->
                        new Facts(
                            facts.title(),
                            facts.queue(),
                            facts.indexers(),
                            facts.instanceTrouble(),
                            heard.answer(),
                            heard.trouble(),
                            facts.mediaServers(),
                            facts.deafServers())));
  }

  private static boolean explained(Standing standing) {
    return switch (standing.state()) {
      case PLAYABLE,
          IMPORTED,
          NOT_PLAYABLE_YET,
          DELETED,
          REQUEST_FAILED,
          REQUEST_CANCELLED,
          DOWNLOAD_FAILED ->
          true;
      default -> false;
    };
  }

  private Future<Facts> arr(CallContext context, TitleKey title, Facts cheap) {
    Long instance = title.instanceId();
    Long library = title.libraryId();
    if (instance == null) {
      return Future.succeededFuture(cheap);
    }
    Future<Heard<LibraryItem>> item =
        library == null
            ? Future.succeededFuture(Heard.nothing())
            : ask(context, instance, new ArrCommand.GetTitle(library), ArrReply.Title::item);
    Future<Heard<List<QueueItem>>> queue =
        library == null
            ? Future.succeededFuture(Heard.nothing())
            : ask(
                context,
                instance,
                new ArrCommand.GetQueue(0, QUEUE),
                reply -> reply.slice().items().stream().filter(row -> of(row, library)).toList());
    Future<Heard<List<String>>> indexers =
        ask(context, instance, new ArrCommand.GetHealth(), LiveFacts::indexers);
    return Future.join(item, queue, indexers)
        .map(
            done ->
                new Facts(
                    item.result().answer(),
                    or(queue.result().answer()),
                    or(indexers.result().answer()),
                    Stream.of(item.result(), indexers.result())
                        .map(Heard::trouble)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                    null,
                    null,
                    cheap.mediaServers(),
                    cheap.deafServers()));
  }

  private static <T> List<T> or(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static boolean of(QueueItem row, long library) {
    Long id = row.movieId() != null ? row.movieId() : row.seriesId();
    return id != null && id == library;
  }

  /** One indexer that fails explains nothing; that none is left does. */
  private static List<String> indexers(ArrReply.HealthIssues reply) {
    return reply.issues().stream()
        .filter(issue -> issue.source().contains("Indexer"))
        .filter(
            issue -> issue.severity().equals("error") || issue.source().contains("IndexerSearch"))
        .map(HealthIssue::message)
        .toList();
  }

  private Future<Heard<Download>> client(
      CallContext context, Optional<Step> decided, List<Step> steps) {
    @Nullable String download = decided.map(Step::downloadId).orElse(null);
    if (download == null) {
      return Future.succeededFuture(Heard.nothing());
    }
    for (Step step : steps) {
      if (download.equals(step.downloadId()) && step.data().get("client_id") instanceof Number id) {
        String own = step.text("download");
        return ask(
            context,
            id.longValue(),
            new DownloadCommand.GetDownload(own == null ? download : own),
            DownloadReply.DownloadIs::download);
      }
    }
    return Future.succeededFuture(Heard.nothing());
  }

  private <R extends Reply, T> Future<Heard<T>> ask(
      CallContext context, long instanceId, Command<R> command, Function<R, @Nullable T> what) {
    Optional<Instance> instance = parts.directory().find(instanceId);
    if (instance.isEmpty()) {
      return Future.succeededFuture(Heard.nothing());
    }
    String known = trouble(instance.get());
    if (known != null) {
      return Future.succeededFuture(new Heard<>(null, known));
    }
    return parts
        .instances()
        .ask(context, instanceId, command)
        .map(reply -> new Heard<T>(what.apply(reply), null))
        .recover(cause -> Future.succeededFuture(new Heard<T>(null, Failures.of(cause).detail())));
  }

  private static @Nullable String trouble(Instance instance) {
    Health health = instance.state().health();
    if (!instance.enabled()) {
      return "It is switched off.";
    }
    if (health != Health.UNREACHABLE && health != Health.AUTH_FAILED) {
      return null;
    }
    String error = instance.state().lastError();
    return error == null ? "It does not answer." : error;
  }
}
