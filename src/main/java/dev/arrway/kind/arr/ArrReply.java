package dev.arrway.kind.arr;

import dev.arrway.domain.arr.ArrIndexer;
import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.EpisodeItem;
import dev.arrway.domain.arr.HealthIssue;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.upstream.DiskSpace;
import dev.arrway.protocol.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link ArrCommand}s; {@code skipped} rows of a list could not be read. */
public sealed interface ArrReply extends Reply {
  /** See {@link ArrCommand.GetStatus}. */
  record Status(SystemStatus status) implements ArrReply {}

  /** See {@link ArrCommand.GetHealth}. */
  record HealthIssues(List<HealthIssue> issues, int skipped) implements ArrReply {
    public HealthIssues {
      issues = List.copyOf(issues);
    }
  }

  /** See {@link ArrCommand.GetDiskSpace}. */
  record Disks(List<DiskSpace> disks, int skipped) implements ArrReply {
    public Disks {
      disks = List.copyOf(disks);
    }
  }

  /** See {@link ArrCommand.GetRootFolders}. */
  record RootFolders(List<RootFolder> folders, int skipped) implements ArrReply {
    public RootFolders {
      folders = List.copyOf(folders);
    }
  }

  /** See {@link ArrCommand.GetTags}. */
  record Tags(List<ArrTag> tags, int skipped) implements ArrReply {
    public Tags {
      tags = List.copyOf(tags);
    }
  }

  /** See {@link ArrCommand.GetIndexers}. */
  record Indexers(List<ArrIndexer> indexers, int skipped) implements ArrReply {
    public Indexers {
      indexers = List.copyOf(indexers);
    }
  }

  /** See {@link ArrCommand.GetQueue}. */
  record Queue(Slice<QueueItem> slice) implements ArrReply {}

  /** See {@link ArrCommand.GetHistory}. */
  record History(Slice<HistoryItem> slice) implements ArrReply {}

  /** See {@link ArrCommand.Lookup}. */
  record Found(List<LookupItem> items, int skipped) implements ArrReply {
    public Found {
      items = List.copyOf(items);
    }
  }

  /** See {@link ArrCommand.GetWanted}. */
  record Wanted(Slice<WantedItem> slice) implements ArrReply {}

  /** See {@link ArrCommand.GetSeason}. */
  record Season(List<EpisodeItem> episodes, int skipped) implements ArrReply {
    public Season {
      episodes = List.copyOf(episodes);
    }
  }

  /** See {@link ArrCommand.GetCalendar}; in no order. */
  record Calendar(List<CalendarItem> items, int skipped) implements ArrReply {
    public Calendar {
      items = List.copyOf(items);
    }
  }

  /** See {@link ArrCommand.GetTitle}; null when the library does not have it. */
  record Title(@Nullable LibraryItem item) implements ArrReply {}

  /**
   * See {@link ArrCommand.PutWebhook}.
   *
   * @param id of the registration
   * @param triggers what the instance will tell of, in its own words
   */
  record WebhookIs(long id, List<String> triggers) implements ArrReply {
    public WebhookIs {
      triggers = List.copyOf(triggers);
    }
  }

  /** See {@link ArrCommand.SyncLibrary}. */
  record Synced(SyncCounts counts) implements ArrReply {}

  /** See {@link ArrCommand.GetCommand} and {@link ArrCommand.StartSearch}. */
  record CommandIs(CommandState command) implements ArrReply {}

  /** See {@link ArrCommand.GetObjects}; each is a JSON object in the instance's own words. */
  record Documents(List<String> documents, int skipped) implements ArrReply {
    public Documents {
      documents = List.copyOf(documents);
    }
  }

  /**
   * See {@link ArrCommand.GetObjectPart}.
   *
   * @param total how many there are in all
   * @param digest of all of them: parts of another digest are of another moment
   */
  record DocumentPart(List<String> documents, int total, String digest) implements ArrReply {
    public DocumentPart {
      documents = List.copyOf(documents);
    }
  }

  /** See {@link ArrCommand.AddTitle}. */
  record Added(LibraryItem item) implements ArrReply {}

  /**
   * See {@link ArrCommand.SaveObject} and {@link ArrCommand.RestoreObject}; the object as it is
   * now.
   */
  record Document(String document) implements ArrReply {}
}
