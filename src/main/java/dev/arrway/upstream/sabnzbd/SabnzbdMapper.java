package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.WireRow;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns SABnzbd's rows into jobs. */
final class SabnzbdMapper {
  private static final double MIB = 1 << 20;
  private static final double KIB = 1 << 10;
  private static final Set<String> WAITING =
      Set.of("queued", "grabbing", "propagating", "fetching", "checking");

  private static final Set<String> OVER = Set.of("completed", "failed");

  /** The phase of a job that is as good as over. */
  private static final String FINISHING = "finishing";

  /** The label of a job that was paused because its archive wants a password. */
  private static final String ENCRYPTED = "ENCRYPTED";

  private SabnzbdMapper() {}

  /**
   * The jobs of the queue in its order. SABnzbd calls all of them "Downloading" unless they are
   * paused, but takes them one after another: the first is being downloaded, with all of the speed,
   * and so is each that has begun; the rest waits.
   */
  static List<SabnzbdJob> queue(
      SabnzbdWire.Queue queue, RowReader<SabnzbdWire.QueueSlot, SabnzbdWire.QueueSlot> rows) {
    List<SabnzbdJob> jobs = new ArrayList<>();
    boolean busy = false;
    for (SabnzbdWire.QueueSlot slot : rows.all(queue.slots())) {
      boolean running = phase(slot.status()).equals("downloading");
      boolean first = running && !busy && !Boolean.TRUE.equals(queue.paused());
      jobs.add(waiting(slot, first ? rate(queue) : 0, first));
      busy |= running;
    }
    return jobs;
  }

  private static long rate(SabnzbdWire.Queue queue) {
    return Math.round(SabnzbdValues.number(queue.kbpersec(), 0) * KIB);
  }

  private static SabnzbdJob waiting(SabnzbdWire.QueueSlot slot, long rate, boolean first) {
    double size = SabnzbdValues.number(slot.mb(), 0) * MIB;
    double left = SabnzbdValues.number(slot.mbleft(), 0) * MIB;
    double progress = size <= 0 ? 0 : Math.min(1, Math.max(0, (size - left) / size));
    DownloadStatus status = status(phase(slot.status()), first || progress > 0);
    boolean encrypted = slot.labels() != null && slot.labels().contains(ENCRYPTED);
    Set<DownloadTrouble> troubles = EnumSet.noneOf(DownloadTrouble.class);
    if (encrypted) {
      troubles.add(DownloadTrouble.ENCRYPTED);
    }
    if (first && rate == 0) {
      troubles.add(DownloadTrouble.STALLED);
    }
    Instant added = SabnzbdValues.instant(slot.timeAdded());
    Download download =
        new Download(
            id(slot.nzoId()),
            SabnzbdTexts.name(slot.filename()),
            DownloadKind.NZB,
            status,
            phase(slot.status()),
            progress,
            status == DownloadStatus.DOWNLOADING ? SabnzbdValues.seconds(slot.timeleft()) : null,
            size > 0 ? Math.round(size) : null,
            size > 0 ? Math.round(left) : null,
            rate,
            null,
            null,
            null,
            category(slot.cat()),
            priority(slot.priority()),
            List.of(),
            null,
            encrypted ? "The archive wants a password." : null,
            troubles,
            null,
            added,
            null);
    return new SabnzbdJob(download, true, added, slot.filename());
  }

  private static DownloadStatus status(String phase, boolean begun) {
    if (phase.equals("paused")) {
      return DownloadStatus.PAUSED;
    }
    return begun && !WAITING.contains(phase) ? DownloadStatus.DOWNLOADING : DownloadStatus.QUEUED;
  }

  /**
   * The jobs of the history. Those that are worked on come first; such a one says how it will end
   * before its files are in their place and before it can be tried again, hence it is not over.
   */
  static List<SabnzbdJob> history(
      SabnzbdWire.History answer,
      RowReader<SabnzbdWire.HistorySlot, SabnzbdWire.HistorySlot> rows) {
    List<WireRow<SabnzbdWire.HistorySlot>> slots = slots(answer.slots());
    int working = answer.ppslots() == null ? 0 : answer.ppslots();
    List<SabnzbdJob> jobs = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      SabnzbdWire.HistorySlot slot = rows.read(slots.get(i));
      if (slot != null) {
        jobs.add(past(slot, i < working));
      }
    }
    rows.end(true);
    return jobs;
  }

  /** Returns a job of the queue; throws {@code upstream_unexpected} when it has no id. */
  static SabnzbdWire.QueueSlot identified(SabnzbdWire.QueueSlot slot) {
    requireId(slot.nzoId());
    return slot;
  }

  /** Returns a job of the history; throws {@code upstream_unexpected} when it has no id. */
  static SabnzbdWire.HistorySlot identified(SabnzbdWire.HistorySlot slot) {
    requireId(slot.nzoId());
    return slot;
  }

  private static void requireId(@Nullable String nzoId) {
    if (SabnzbdValues.text(nzoId) == null) {
      throw FailureException.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream's answer lacks nzo_id.");
    }
  }

  static SabnzbdJob past(SabnzbdWire.HistorySlot slot, boolean working) {
    String said = phase(slot.status());
    boolean over = !working && OVER.contains(said);
    String phase = working && OVER.contains(said) ? FINISHING : said;
    DownloadStatus status =
        !over
            ? DownloadStatus.DOWNLOADING
            : said.equals("failed") ? DownloadStatus.FAILED : DownloadStatus.COMPLETED;
    boolean failed = status == DownloadStatus.FAILED;
    Instant ended = SabnzbdValues.instant(slot.completed());
    long bytes = Math.round(SabnzbdValues.number(slot.bytes(), 0));
    Download download =
        new Download(
            id(slot.nzoId()),
            SabnzbdTexts.name(slot.name()),
            DownloadKind.NZB,
            status,
            phase,
            failed ? 0 : 1,
            null,
            bytes > 0 ? bytes : null,
            failed ? null : 0L,
            0,
            null,
            null,
            null,
            category(slot.category()),
            null,
            List.of(),
            path(slot),
            failed ? error(slot.failMessage()) : null,
            failed ? Set.of(SabnzbdTexts.trouble(slot.failMessage())) : Set.of(),
            null,
            SabnzbdValues.instant(slot.timeAdded()),
            status == DownloadStatus.COMPLETED ? ended : null);
    return new SabnzbdJob(download, false, ended, slot.url());
  }

  private static String error(@Nullable String failMessage) {
    String text = SabnzbdTexts.forPeople(Objects.requireNonNullElse(failMessage, ""));
    return text.isEmpty() ? "SABnzbd says that it failed, but not why." : text;
  }

  private static @Nullable String path(SabnzbdWire.HistorySlot slot) {
    String storage = SabnzbdValues.text(slot.storage());
    return storage != null ? storage : SabnzbdValues.text(slot.path());
  }

  static <T> List<T> slots(@Nullable List<T> slots) {
    return slots == null ? List.of() : slots.stream().filter(Objects::nonNull).toList();
  }

  private static String id(@Nullable String nzoId) {
    return Objects.requireNonNullElse(nzoId, "");
  }

  private static String phase(@Nullable String status) {
    return status == null ? "unknown" : status.strip().toLowerCase(Locale.ROOT);
  }

  /** {@code *}, and {@code None} in the queue, stand for none. */
  private static @Nullable String category(@Nullable String category) {
    String text = SabnzbdValues.text(category);
    return text == null || text.equals("*") || text.equals("None") ? null : text;
  }

  /** A word, or its number for a job whose link is not fetched yet. */
  private static @Nullable DownloadPriority priority(@Nullable String priority) {
    return switch (phase(priority)) {
      case "low", "-1" -> DownloadPriority.LOW;
      case "normal", "0" -> DownloadPriority.NORMAL;
      case "high", "1" -> DownloadPriority.HIGH;
      case "force", "2" -> DownloadPriority.FORCE;
      default -> null;
    };
  }
}
