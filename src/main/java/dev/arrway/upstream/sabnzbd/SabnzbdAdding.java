package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs. SABnzbd knows them by ids of its own alone, hence one that it may have is looked for
 * by the name that it was given, or by its link as long as that is shown.
 */
final class SabnzbdAdding {
  /** How far the clocks of both may be apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final int PAUSED = -2;

  private final SabnzbdApi api;
  private final SabnzbdJobs jobs;

  SabnzbdAdding(SabnzbdApi api, SabnzbdJobs jobs) {
    this.api = api;
    this.jobs = jobs;
  }

  /** The id of the new job, or of the one that is there already. */
  Future<String> add(DownloadCommand.AddDownload change, DownloadSource source, Ask ask) {
    NewDownload wanted = change.download();
    if (wanted.kind() != DownloadKind.NZB || isMagnet(source)) {
      return Future.failedFuture(
          rejected("SABnzbd downloads from Usenet; it takes NZB files and links to them."));
    }
    String name = SabnzbdNames.of(wanted, source);
    return jobs.look(ask)
        .map(all -> earlier(all.values(), change, name, source))
        .compose(
            known ->
                known.isPresent()
                    ? Future.succeededFuture(known.get().id())
                    : category(wanted.category(), ask)
                        .compose(done -> send(wanted, name, source, ask)));
  }

  private static boolean isMagnet(DownloadSource source) {
    return source instanceof DownloadSource.Link link
        && link.uri().reveal().regionMatches(true, 0, "magnet:", 0, "magnet:".length());
  }

  /**
   * What is in the queue under the same name is the same; what is over is so only when an earlier
   * try may have added it and it ended since.
   */
  private static Optional<SabnzbdJob> earlier(
      Collection<SabnzbdJob> all,
      DownloadCommand.AddDownload change,
      @Nullable String name,
      DownloadSource source) {
    Instant oldest = change.download().askedAt().minus(CLOCKS);
    return all.stream()
        .filter(job -> job.queued() || change.unsure())
        .filter(job -> job.queued() || job.since() == null || !job.since().isBefore(oldest))
        .filter(job -> (name != null && job.called(name)) || from(job, source))
        .findFirst();
  }

  private static boolean from(SabnzbdJob job, DownloadSource source) {
    String shown = job.source();
    return shown != null
        && source instanceof DownloadSource.Link link
        && !link.uri().isEmpty()
        && shown.contains(link.uri().reveal());
  }

  /** Makes a category that is not there; in SABnzbd it would silently be the default one. */
  private Future<Void> category(@Nullable String wanted, Ask ask) {
    if (wanted == null) {
      return Future.succeededFuture();
    }
    return categories(ask)
        .compose(
            names ->
                names.stream().anyMatch(wanted::equalsIgnoreCase)
                    ? Future.succeededFuture()
                    : api.tree(
                            api.change("category.add", "set_config", ask)
                                .query("section", "categories")
                                .query("keyword", wanted)
                                .query("name", wanted))
                        .mapEmpty());
  }

  /** Its categories without the default one. */
  Future<List<String>> categories(Ask ask) {
    return api.one(api.read("category.list", "get_cats", ask), SabnzbdWire.Categories.class)
        .map(
            answer ->
                SabnzbdMapper.slots(answer.categories()).stream()
                    .filter(name -> !name.equals("*"))
                    .sorted()
                    .toList());
  }

  private Future<String> send(
      NewDownload wanted, @Nullable String name, DownloadSource source, Ask ask) {
    CallBuilder call =
        source instanceof DownloadSource.Link link
            ? byLink(link.uri(), ask)
            : byFile((DownloadSource.File) source, ask);
    if (name != null) {
      call.query("nzbname", name);
    }
    if (wanted.category() != null) {
      call.query("cat", wanted.category());
    }
    Integer priority = priority(wanted);
    if (priority != null) {
      call.query("priority", priority);
    }
    return api.one(call, SabnzbdWire.Added.class).map(SabnzbdAdding::id);
  }

  private CallBuilder byLink(Secret uri, Ask ask) {
    return api.change("job.add", "addurl", ask).query("name", uri);
  }

  private CallBuilder byFile(DownloadSource.File file, Ask ask) {
    return api.change("job.add", "addfile", ask)
        .body(
            HttpBody.multipart(
                List.of(
                    HttpBody.Part.file("name", file.name(), "application/x-nzb", file.bytes()))));
  }

  /** A paused job cannot have a priority besides: setting one would begin it. */
  private static @Nullable Integer priority(NewDownload wanted) {
    DownloadPriority priority = wanted.priority();
    if (wanted.paused()) {
      return PAUSED;
    }
    return priority == null
        ? null
        : switch (priority) {
          case LOW -> -1;
          case NORMAL -> 0;
          case HIGH -> 1;
          case FORCE -> 2;
        };
  }

  /** One that is not taken may have been put into the history, where it says why. */
  private static String id(SabnzbdWire.Added answer) {
    List<String> ids = SabnzbdMapper.slots(answer.nzoIds());
    if (ids.isEmpty()) {
      throw rejected("SABnzbd did not take it: it is no NZB file, or one that it had before.");
    }
    return ids.get(0);
  }

  static FailureException rejected(String detail) {
    return FailureException.of(FailureCode.UPSTREAM_REJECTED, detail);
  }
}
