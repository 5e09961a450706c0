package dev.arrway.feature.missing;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.feature.missing.AddWish.TitleIds;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an entry that was to be added.
 *
 * @param title as it was read; null when there is no such entry
 * @param ids the title that is added for it
 * @param outboxId the change behind it
 * @param instanceId where it is now; null when it is not
 * @param libraryId its id there
 * @param failure why it was not added
 */
public record AddedItem(
    long entryId,
    @Nullable String title,
    @Nullable Integer year,
    Status status,
    TitleIds ids,
    @Nullable Long outboxId,
    @Nullable Long instanceId,
    @Nullable Long libraryId,
    @Nullable Failure failure) {

  /** How it stands. */
  public enum Status {
    /** It is in the library. */
    ADDED,
    /** It waits for the instance. */
    QUEUED,
    /** It was there before. */
    EXISTS,
    /** It cannot be added. */
    FAILED,
    /** It would be added. */
    ADDABLE;

    /** As the API spells it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** With the changes that were asked for; none for what only would be. */
  static AddedItem of(Noted noted, List<OutboxEntry> changes) {
    Integer place = noted.change();
    if (place != null && place < changes.size()) {
      return of(noted, changes.get(place));
    }
    Failure failure = noted.failure();
    Status status =
        failure != null
            ? Status.FAILED
            : noted.instanceId() != null ? Status.EXISTS : Status.ADDABLE;
    return new AddedItem(
        noted.entryId(),
        noted.title(),
        noted.year(),
        status,
        noted.ids(),
        null,
        noted.instanceId(),
        noted.libraryId(),
        failure);
  }

  private static AddedItem of(Noted noted, OutboxEntry change) {
    LibraryItem item = change.result() instanceof ArrReply.Added added ? added.item() : null;
    Status status = status(change);
    return new AddedItem(
        noted.entryId(),
        noted.title(),
        noted.year(),
        status,
        noted.ids(),
        change.id(),
        item == null ? null : change.instanceId(),
        item == null ? null : item.id(),
        status == Status.FAILED ? refusal(change) : null);
  }

  private static Status status(OutboxEntry change) {
    Failure error = change.lastError();
    return switch (change.state()) {
      case CONFIRMED -> Status.ADDED;
      case QUEUED, SENT -> Status.QUEUED;
      case FAILED, CANCELLED ->
          error != null && error.code() == FailureCode.CONFLICT ? Status.EXISTS : Status.FAILED;
    };
  }

  private static Failure refusal(OutboxEntry change) {
    Failure error = change.lastError();
    return error != null
        ? error
        : Failure.of(FailureCode.CONFLICT, "The change was cancelled before it was sent.");
  }
}
