package dev.arrway.domain.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a title is by what is known of it. The order in which steps were told does not matter,
 * and neither do small differences between the clocks that dated them: a download that was imported
 * has been downloaded, whenever that is told.
 *
 * @param since when the step that decided happened
 * @param step the step that decided
 */
public record Standing(TimelineState state, Instant since, Step step) {
  /** What the outcome of a download is told by, the strongest first; then comes what was last. */
  private static final List<StepKind> OUTCOMES =
      List.of(
          StepKind.IMPORT_COMPLETED,
          StepKind.UPGRADED,
          StepKind.IMPORTED,
          StepKind.DOWNLOAD_FAILED,
          StepKind.DOWNLOAD_IGNORED,
          StepKind.IMPORT_FAILED,
          StepKind.IMPORT_BLOCKED,
          StepKind.DOWNLOADED);

  private static final List<StepKind> BEFORE_DOWNLOADS =
      List.of(
          StepKind.SEARCHED,
          StepKind.ADDED,
          StepKind.REQUEST_CANCELLED,
          StepKind.REQUEST_FAILED,
          StepKind.REQUESTED);

  /** Empty when no step says anything. */
  public static Optional<Standing> of(Collection<Step> steps) {
    List<Step> all = steps.stream().sorted(Step.ORDER).toList();
    Step imported = last(all, step -> step.kind().imports());
    Step gone = gone(all, imported);
    if (gone != null) {
      boolean title = gone.kind() == StepKind.DELETED;
      return here(title ? TimelineState.DELETED : TimelineState.FILE_DELETED, gone);
    }
    if (imported != null) {
      return Optional.of(inLibrary(all, imported));
    }
    List<Step> download = current(all);
    return download.isEmpty() ? beforeDownloads(all) : Optional.of(downloading(download));
  }

  /** Of a series one episode may go while others stay. */
  private static @Nullable Step gone(List<Step> all, @Nullable Step imported) {
    Step deleted = last(all, step -> step.kind() == StepKind.DELETED);
    boolean several = all.stream().filter(step -> step.kind().imports()).count() > 1;
    Step file =
        last(
            all,
            step ->
                step.kind() == StepKind.FILE_DELETED
                    && !(several && step.data().containsKey("episodes")));
    if (deleted != null && none(all, step -> begins(step) && step.at().isAfter(deleted.at()))) {
      return deleted;
    }
    boolean newer =
        file != null
            && none(
                all,
                step ->
                    (step.kind().imports() || step.kind() == StepKind.GRABBED)
                        && !step.at().isBefore(file.at()));
    return newer && imported != null ? file : null;
  }

  private static boolean begins(Step step) {
    return step.kind() == StepKind.ADDED
        || step.kind() == StepKind.REQUESTED
        || step.kind() == StepKind.GRABBED
        || step.kind().imports();
  }

  private static Standing inLibrary(List<Step> all, Step imported) {
    Optional<Step> playable =
        all.stream().filter(step -> step.kind() == StepKind.PLAYABLE).findFirst();
    if (playable.isPresent()) {
      return new Standing(TimelineState.PLAYABLE, playable.get().at(), playable.get());
    }
    Step not = last(all, step -> step.kind() == StepKind.NOT_PLAYABLE_YET);
    return not != null && !not.at().isBefore(imported.at())
        ? new Standing(TimelineState.NOT_PLAYABLE_YET, not.at(), not)
        : new Standing(TimelineState.IMPORTED, imported.at(), imported);
  }

  /** The steps of the download that began last. */
  private static List<Step> current(List<Step> all) {
    Map<String, List<Step>> chains =
        all.stream()
            .filter(step -> step.kind().ofDownload())
            .collect(Collectors.groupingBy(Step::chain, TreeMap::new, Collectors.toList()));
    return chains.values().stream()
        .max(Comparator.comparing((List<Step> chain) -> chain.get(0).at()))
        .orElse(List.of());
  }

  private static Standing downloading(List<Step> download) {
    for (StepKind kind : OUTCOMES) {
      Step step = last(download, one -> one.kind() == kind);
      if (step != null) {
        return new Standing(state(kind), step.at(), step);
      }
    }
    Step moved = last(download, one -> one.kind() != StepKind.GRABBED);
    Step step = moved == null ? download.get(0) : moved;
    return new Standing(state(step.kind()), step.at(), step);
  }

  private static Optional<Standing> beforeDownloads(List<Step> all) {
    List<Step> found = new ArrayList<>();
    for (StepKind kind : BEFORE_DOWNLOADS) {
      Step step = last(all, one -> one.kind() == kind);
      if (step != null) {
        found.add(step);
      }
    }
    if (found.isEmpty()) {
      return all.isEmpty() ? Optional.empty() : here(TimelineState.ADDED, all.get(0));
    }
    return here(state(found.get(0).kind()), found.get(0));
  }

  private static TimelineState state(StepKind kind) {
    return switch (kind) {
      case REQUESTED -> TimelineState.REQUESTED;
      case REQUEST_FAILED -> TimelineState.REQUEST_FAILED;
      case REQUEST_CANCELLED -> TimelineState.REQUEST_CANCELLED;
      case SEARCHED -> TimelineState.SEARCHED;
      case GRABBED -> TimelineState.GRABBED;
      case DOWNLOADING, DOWNLOAD_RESUMED, DOWNLOAD_RECOVERED -> TimelineState.DOWNLOADING;
      case DOWNLOAD_PAUSED -> TimelineState.PAUSED;
      case DOWNLOAD_STALLED -> TimelineState.STALLED;
      case DOWNLOADED -> TimelineState.DOWNLOADED;
      case DOWNLOAD_REMOVED, DOWNLOAD_IGNORED, DOWNLOAD_FAILED -> TimelineState.DOWNLOAD_FAILED;
      case IMPORT_BLOCKED -> TimelineState.IMPORT_BLOCKED;
      case IMPORT_FAILED -> TimelineState.IMPORT_FAILED;
      case IMPORTED, UPGRADED, IMPORT_COMPLETED -> TimelineState.IMPORTED;
      case PLAYABLE -> TimelineState.PLAYABLE;
      case NOT_PLAYABLE_YET -> TimelineState.NOT_PLAYABLE_YET;
      case FILE_DELETED -> TimelineState.FILE_DELETED;
      case DELETED -> TimelineState.DELETED;
      case ADDED, SEARCH_REQUESTED, SEARCH_FAILED, SCAN_REQUESTED, SCAN_FAILED ->
          TimelineState.ADDED;
    };
  }

  private static Optional<Standing> here(TimelineState state, Step step) {
    return Optional.of(new Standing(state, step.at(), step));
  }

  private static @Nullable Step last(List<Step> all, Predicate<Step> which) {
    return all.stream().filter(which).reduce((one, later) -> later).orElse(null);
  }

  private static boolean none(List<Step> all, Predicate<Step> which) {
    return all.stream().noneMatch(which);
  }
}
