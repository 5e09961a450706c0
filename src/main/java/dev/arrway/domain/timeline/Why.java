package dev.arrway.domain.timeline;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.QueueItem;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers 'why is it not here?' from what happened and how things are. */
public final class Why {
  private final Collection<Step> steps;
  private final Facts facts;
  private final @Nullable Standing standing;

  private Why(Collection<Step> steps, Facts facts) {
    this.steps = steps;
    this.facts = facts;
    this.standing = Standing.of(steps).orElse(null);
  }

  /**
   * The reason that explains most.
   *
   * @param steps of the title, in any order; none when nothing is known to have happened
   */
  public static Reason of(Collection<Step> steps, Facts facts) {
    return new Why(steps, facts).reason();
  }

  private Reason reason() {
    if (standing == null) {
      return notDownloaded();
    }
    return switch (standing.state()) {
      case PLAYABLE -> now("playable", "It can be played" + on(standing.step()) + ".", null);
      case DELETED ->
          now("deleted", "It was deleted from the library.", "Add it again if it is wanted.");
      case FILE_DELETED -> fileDeleted();
      case REQUEST_FAILED ->
          now(
              "request_failed",
              Sentence.of("The request did not work", said("error")),
              "Mend what the message names, then retry the change in the outbox.");
      case REQUEST_CANCELLED ->
          now("request_cancelled", "The request was taken back.", "Ask for it again.");
      case REQUESTED, ADDED, SEARCHED -> notDownloaded();
      case DOWNLOAD_FAILED ->
          now(
              "download_failed",
              Sentence.of("The last download failed", said("error", "reason", "message")),
              "Search again; a failed release should be blocklisted.");
      case GRABBED, DOWNLOADING, PAUSED, STALLED, DOWNLOADED, IMPORT_BLOCKED, IMPORT_FAILED ->
          new WhyDownload(standing, facts).reason();
      case IMPORTED, NOT_PLAYABLE_YET -> notPlayable();
    };
  }

  private Reason fileDeleted() {
    LibraryItem title = facts.title();
    return title != null && title.hasFile()
        ? inLibrary(null)
        : now(
            "file_deleted", Sentence.of("Its file was deleted", said("reason")), "Search for it.");
  }

  private static String on(Step step) {
    String server = step.text("server");
    return server == null ? "" : " on " + server;
  }

  private Reason notDownloaded() {
    if (facts.instanceTrouble() != null) {
      return new Reason(
          "instance_unreachable",
          Sentence.of("Its server does not answer", facts.instanceTrouble()),
          since(),
          "See whether the server runs and its address is right.");
    }
    if (standing != null && standing.state() == TimelineState.REQUESTED) {
      return now("request_pending", "The request was not carried out yet.", "See the outbox.");
    }
    Optional<Reason> queued = WhyDownload.queued(facts, since());
    return queued.orElseGet(this::notGrabbed);
  }

  private Reason notGrabbed() {
    LibraryItem title = facts.title();
    if (title != null) {
      Reason known = ofTitle(title);
      if (known != null) {
        return known;
      }
    }
    if (!facts.indexers().isEmpty()) {
      return new Reason(
          "indexers_failing",
          Sentence.of("Its server's indexers fail", String.join("; ", facts.indexers())),
          since(),
          "Mend the indexers; searches find nothing meanwhile.");
    }
    return notFound();
  }

  private @Nullable Reason ofTitle(LibraryItem title) {
    if (title.hasFile()) {
      return inLibrary(null);
    }
    if (!title.monitored()) {
      return new Reason(
          "not_monitored",
          "It is not monitored, so its server does not look for it.",
          title.addedAt(),
          "Monitor it.");
    }
    if (Availability.before(title)) {
      String when = title.minimumAvailability();
      return new Reason(
          "not_released",
          "It is " + status(title) + (when == null ? "." : ", and wanted once it is " + when + "."),
          title.addedAt(),
          "Wait, or have it wanted earlier.");
    }
    return null;
  }

  private static String status(LibraryItem title) {
    String status = title.status();
    return status == null || status.equals("upcoming")
        ? "not released yet"
        : status.replace('_', ' ');
  }

  private Reason notFound() {
    boolean wanted =
        steps.stream()
            .anyMatch(
                step ->
                    step.kind() == StepKind.SEARCHED
                        || (step.kind() == StepKind.REQUESTED
                            && "true".equals(step.text("search"))));
    if (wanted) {
      return new Reason(
          "nothing_grabbed",
          "It was searched for, and no release was taken.",
          since(),
          "Look at the releases by hand, or allow more qualities.");
    }
    Optional<Step> failed =
        steps.stream().filter(step -> step.kind() == StepKind.SEARCH_FAILED).findFirst();
    if (failed.isPresent()) {
      String error = failed.get().text("error");
      return new Reason(
          "search_failed",
          Sentence.of("The search did not work", error),
          failed.get().at(),
          "Search again.");
    }
    return new Reason("no_search_yet", "It was not searched for yet.", since(), "Search for it.");
  }

  private Reason notPlayable() {
    Optional<Step> refused =
        steps.stream()
            .filter(step -> step.kind() == StepKind.SCAN_FAILED)
            .max(Step.ORDER)
            .filter(step -> !later(step));
    if (refused.isPresent()) {
      String error = refused.get().text("error");
      return new Reason(
          "scan_rejected",
          Sentence.of("A media server did not want to scan its folder", error),
          refused.get().at(),
          "Map the path to one that the media server knows (path_mappings).");
    }
    return inLibrary(standing);
  }

  private boolean later(Step failed) {
    return steps.stream()
        .anyMatch(step -> step.kind() == StepKind.SCAN_REQUESTED && step.at().isAfter(failed.at()));
  }

  private Reason inLibrary(@Nullable Standing imported) {
    Instant at = imported == null ? null : imported.since();
    if (imported == null) {
      return new Reason("in_library", "Its file is in the library.", null, null);
    }
    if (facts.mediaServers() == 0) {
      return new Reason(
          "no_media_server",
          "Its file is in the library; no media server is known that could say more.",
          at,
          "Add your Plex or Jellyfin.");
    }
    if (facts.deafServers().size() == facts.mediaServers()) {
      return new Reason(
          "media_server_unreachable",
          Sentence.of(
              "Its file is in the library; not reached", String.join(", ", facts.deafServers())),
          at,
          "See whether the media server runs.");
    }
    return imported.state() == TimelineState.NOT_PLAYABLE_YET
        ? new Reason(
            "not_in_media_server",
            "Its file is in the library, but no media server had it within a day.",
            at,
            "Scan the library, and see whether the media server sees the folder.")
        : new Reason(
            "waiting_for_media_server",
            "Its file is in the library; the media server has not found it yet.",
            at,
            "Wait, or scan the library.");
  }

  private @Nullable Instant since() {
    return standing == null ? null : standing.since();
  }

  private @Nullable String said(String... names) {
    for (String name : names) {
      String text = standing == null ? null : standing.step().text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private Reason now(String code, String text, @Nullable String suggestion) {
    return new Reason(code, text, since(), suggestion);
  }

  /** What an instance's queue says of a title, of which the first speaks for all. */
  static Optional<QueueItem> first(Facts facts) {
    return facts.queue().stream().findFirst();
  }
}
