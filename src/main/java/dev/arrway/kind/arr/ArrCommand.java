package dev.arrway.kind.arr;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Radarr or a Sonarr can be asked. */
public sealed interface ArrCommand<R extends Reply> extends Command<R> {
  /** What it says of itself. */
  record GetStatus() implements ArrCommand<ArrReply.Status> {}

  /** What it complains about. */
  record GetHealth() implements ArrCommand<ArrReply.HealthIssues> {}

  /** Its mounts. */
  record GetDiskSpace() implements ArrCommand<ArrReply.Disks> {}

  /** The folders that titles are added under. */
  record GetRootFolders() implements ArrCommand<ArrReply.RootFolders> {}

  /** Its labels. */
  record GetTags() implements ArrCommand<ArrReply.Tags> {}

  /** Its indexers. */
  record GetIndexers() implements ArrCommand<ArrReply.Indexers> {}

  /** What it is downloading; see {@link ArrReply.Queue}. */
  record GetQueue(int offset, int limit) implements ArrCommand<ArrReply.Queue> {}

  /**
   * What happened, newest first.
   *
   * @param since only what happened at or after it, or null for all
   */
  record GetHistory(int offset, int limit, @Nullable Instant since)
      implements ArrCommand<ArrReply.History> {}

  /** What could be added, by title or {@code tmdb:}, {@code imdb:}, {@code tvdb:} and an id. */
  record Lookup(String term) implements ArrCommand<ArrReply.Found> {}

  /**
   * What it still wants.
   *
   * @param monitored null for the upstream's default (monitored only), else only what is or is not
   *     monitored
   */
  record GetWanted(WantedKind kind, int offset, int limit, @Nullable Boolean monitored, boolean all)
      implements ArrCommand<ArrReply.Wanted> {}

  /**
   * The episodes of one season, whether there are files or not; none where there are no seasons.
   *
   * @param season 0 for the specials
   */
  record GetSeason(long seriesId, int season) implements ArrCommand<ArrReply.Season> {}

  /**
   * What comes out from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param unmonitored whether what is not monitored is wanted, too
   */
  record GetCalendar(Instant from, Instant to, boolean unmonitored)
      implements ArrCommand<ArrReply.Calendar> {}

  /**
   * Reads the whole library into a new snapshot, which replaces the last one when it is complete.
   */
  record SyncLibrary() implements ArrCommand<ArrReply.Synced> {}

  /** How a command that was started stands. */
  record GetCommand(long id) implements ArrCommand<ArrReply.CommandIs> {}

  /** All objects of a kind, as the instance has them. */
  record GetObjects(ArrObject kind) implements ArrCommand<ArrReply.Documents> {}

  /**
   * The objects of a kind from one on, as many as one message takes.
   *
   * @param from 0 for the first
   */
  record GetObjectPart(ArrObject kind, int from) implements ArrCommand<ArrReply.DocumentPart> {}

  /** One movie or series of the library, by the upstream's id. */
  record GetTitle(long id) implements ArrCommand<ArrReply.Title> {}

  /**
   * Has the instance call an address whenever something happens there: everything that it can tell.
   * The registration of this id, else the one whose address begins like this one, is changed; where
   * there is none, one is made. The instance tries the address before it agrees.
   *
   * @param name what people see in the instance's settings
   * @param prefix what the address begins with, without its secret
   * @param secret what the address ends with
   * @param known the id of an earlier registration, or null
   */
  record PutWebhook(String name, String prefix, String secret, @Nullable Long known)
      implements ArrCommand<ArrReply.WebhookIs> {
    @Override
    public String toString() {
      return "PutWebhook[" + prefix + "…]";
    }
  }

  /** Changes something there; see {@link dev.arrway.protocol.Change}. */
  sealed interface Change<R extends Reply> extends ArrCommand<R>, dev.arrway.protocol.Change<R> {
    @Override
    Change<R> asUnsure();
  }

  /** Adds a movie or series. */
  record AddTitle(NewTitle title, boolean unsure) implements Change<ArrReply.Added> {
    @Override
    public AddTitle asUnsure() {
      return new AddTitle(title, true);
    }
  }

  /**
   * Starts a search.
   *
   * @param askedAt when it was first asked: a command of the same kind and objects that is younger
   *     is this one
   */
  record StartSearch(SearchTarget target, Instant askedAt, boolean unsure)
      implements Change<ArrReply.CommandIs> {
    @Override
    public StartSearch asUnsure() {
      return new StartSearch(target, askedAt, true);
    }
  }

  /** Takes an item off the queue; one that is not there any more is off. */
  record RemoveFromQueue(
      long queueId,
      boolean removeFromClient,
      boolean blocklist,
      boolean skipRedownload,
      boolean unsure)
      implements Change<Reply.Done> {
    @Override
    public RemoveFromQueue asUnsure() {
      return new RemoveFromQueue(queueId, removeFromClient, blocklist, skipRedownload, true);
    }
  }

  /**
   * Creates or replaces an object.
   *
   * @param id the object to replace, or null to create one
   * @param document JSON in the instance's own words
   */
  record SaveObject(ArrObject kind, @Nullable Long id, String document, boolean unsure)
      implements Change<ArrReply.Document> {
    @Override
    public SaveObject asUnsure() {
      return new SaveObject(kind, id, document, true);
    }
  }

  /**
   * Puts an object back as it was: the one of its name gets these fields again, or it is made when
   * there is none. Ids in the document that the server made are looked up by their names when it is
   * sent, so that it does the same whenever and however often that is.
   *
   * @param id what the object's id probably is, null when there is probably none
   * @param document JSON in the instance's own words, with the ids of then
   * @param fields the document's fields to put back; empty for all
   */
  record RestoreObject(
      ArrObject kind, @Nullable Long id, String document, List<String> fields, boolean unsure)
      implements Change<ArrReply.Document> {
    public RestoreObject {
      fields = List.copyOf(fields);
    }

    @Override
    public RestoreObject asUnsure() {
      return new RestoreObject(kind, id, document, fields, true);
    }
  }

  /** Deletes an object; one that is not there any more is deleted. */
  record DeleteObject(ArrObject kind, long id, boolean unsure) implements Change<Reply.Done> {
    @Override
    public DeleteObject asUnsure() {
      return new DeleteObject(kind, id, true);
    }
  }
}
