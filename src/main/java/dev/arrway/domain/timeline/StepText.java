package dev.arrway.domain.timeline;

import org.jspecify.annotations.Nullable;

/** Steps for people. */
public final class StepText {
  private StepText() {}

  /** One sentence. */
  public static String of(Step step) {
    return sentence(step) + ".";
  }

  private static String sentence(Step step) {
    return switch (step.kind()) {
      case REQUESTED -> "Asked for";
      case REQUEST_FAILED -> "The request did not work" + of(step, ": ", "error");
      case REQUEST_CANCELLED -> "The request was taken back";
      case ADDED -> "Added to the library";
      case SEARCH_REQUESTED -> "A search was asked for";
      case SEARCH_FAILED -> "The search did not work" + of(step, ": ", "error");
      case SEARCHED -> "Searched for";
      case GRABBED -> "Grabbed" + of(step, " ", "release") + of(step, " from ", "indexer");
      case DOWNLOADING -> "The download client has it" + of(step, ": ", "name");
      case DOWNLOAD_PAUSED -> "The download was paused";
      case DOWNLOAD_RESUMED -> "The download goes on";
      case DOWNLOAD_STALLED -> "Nothing arrives" + of(step, ": ", "error", "reason");
      case DOWNLOAD_RECOVERED -> "Something arrives again";
      case DOWNLOADED -> "Downloaded";
      case DOWNLOAD_REMOVED -> "Removed from the download client";
      case DOWNLOAD_IGNORED -> "The download is left alone from now on";
      case DOWNLOAD_FAILED -> "The download failed" + of(step, ": ", "error", "message", "reason");
      case IMPORT_BLOCKED -> "The import waits for a person" + of(step, ": ", "message", "error");
      case IMPORT_FAILED -> "The import failed" + of(step, ": ", "message", "error");
      case IMPORTED -> "Imported" + of(step, " as ", "path");
      case UPGRADED -> "Replaced by a better file" + of(step, ": ", "path");
      case IMPORT_COMPLETED -> "All files of the download were imported";
      case SCAN_REQUESTED -> "A media server was asked to scan" + of(step, " ", "path");
      case SCAN_FAILED -> "A media server did not scan" + of(step, ": ", "error");
      case PLAYABLE -> "Can be played" + of(step, " on ", "server");
      case NOT_PLAYABLE_YET -> "Still in no media server" + of(step, ": ", "reason");
      case FILE_DELETED -> "Its file was deleted" + of(step, ": ", "reason");
      case DELETED -> "Deleted from the library";
    };
  }

  private static String of(Step step, String before, String... names) {
    for (String name : names) {
      @Nullable String text = step.text(name);
      if (text != null) {
        return before + (text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
      }
    }
    return "";
  }
}
