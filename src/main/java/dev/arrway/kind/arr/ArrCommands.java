package dev.arrway.kind.arr;

import dev.arrway.protocol.Reply;
import dev.arrway.upstream.CommandTable;

/** The handlers of the commands to managers of movies and series. */
final class ArrCommands {
  static final CommandTable TABLE =
      CommandTable.of(ArrClient.class)
          .on(ArrCommand.GetStatus.class, (c, m, ask) -> c.status(ask).map(ArrReply.Status::new))
          .on(
              ArrCommand.GetHealth.class,
              (c, m, ask) ->
                  c.health(ask).map(rows -> new ArrReply.HealthIssues(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetDiskSpace.class,
              (c, m, ask) ->
                  c.diskSpace(ask).map(rows -> new ArrReply.Disks(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetRootFolders.class,
              (c, m, ask) ->
                  c.rootFolders(ask)
                      .map(rows -> new ArrReply.RootFolders(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetTags.class,
              (c, m, ask) ->
                  c.tags(ask).map(rows -> new ArrReply.Tags(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetIndexers.class,
              (c, m, ask) ->
                  c.indexers(ask).map(rows -> new ArrReply.Indexers(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetQueue.class,
              (c, m, ask) -> c.queue(m.offset(), m.limit(), ask).map(ArrReply.Queue::new))
          .on(
              ArrCommand.GetHistory.class,
              (c, m, ask) ->
                  c.history(m.offset(), m.limit(), m.since(), ask).map(ArrReply.History::new))
          .on(
              ArrCommand.Lookup.class,
              (c, m, ask) ->
                  c.lookup(m.term(), ask)
                      .map(rows -> new ArrReply.Found(rows, ask.skipped().count())))
          .on(ArrCommand.GetWanted.class, (c, m, ask) -> c.wanted(m, ask).map(ArrReply.Wanted::new))
          .on(
              ArrCommand.GetSeason.class,
              (c, m, ask) ->
                  c.season(m.seriesId(), m.season(), ask)
                      .map(rows -> new ArrReply.Season(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetCalendar.class,
              (c, m, ask) ->
                  c.calendar(m, ask)
                      .map(rows -> new ArrReply.Calendar(rows, ask.skipped().count())))
          .on(
              ArrCommand.GetTitle.class,
              (c, m, ask) -> c.title(m.id(), ask).map(ArrReply.Title::new))
          .on(ArrCommand.PutWebhook.class, (c, m, ask) -> c.editor().webhook(m, ask))
          .onCall(
              ArrCommand.SyncLibrary.class,
              (c, m, call) ->
                  call.ports()
                      .get(LibrarySink.class)
                      .replace(
                          call.instance(),
                          sink -> c.library(sink, call.ask()),
                          call.ask().skipped())
                      .map(ArrReply.Synced::new))
          .coalesced(ArrCommand.SyncLibrary.class)
          .needing(LibrarySink.class)
          .on(
              ArrCommand.GetCommand.class,
              (c, m, ask) -> c.editor().command(m.id(), ask).map(ArrReply.CommandIs::new))
          .on(
              ArrCommand.GetObjects.class,
              (c, m, ask) ->
                  c.editor()
                      .objects(m.kind(), ask)
                      .map(all -> new ArrReply.Documents(all, ask.skipped().count())))
          .on(
              ArrCommand.GetObjectPart.class,
              (c, m, ask) ->
                  c.editor()
                      .objects(m.kind(), ask)
                      .map(all -> ObjectParts.from(all, m.from(), ask)))
          .on(
              ArrCommand.AddTitle.class,
              (c, m, ask) -> c.editor().add(m, ask).map(ArrReply.Added::new))
          .on(
              ArrCommand.StartSearch.class,
              (c, m, ask) -> c.editor().search(m, ask).map(ArrReply.CommandIs::new))
          .on(
              ArrCommand.RemoveFromQueue.class,
              (c, m, ask) -> c.editor().removeFromQueue(m, ask).map(new Reply.Done()))
          .on(
              ArrCommand.SaveObject.class,
              (c, m, ask) -> c.editor().save(m, ask).map(ArrReply.Document::new))
          .on(
              ArrCommand.RestoreObject.class,
              (c, m, ask) -> c.editor().restore(m, ask).map(ArrReply.Document::new))
          .on(
              ArrCommand.DeleteObject.class,
              (c, m, ask) -> c.editor().delete(m, ask).map(new Reply.Done()))
          .covering(ArrCommand.class);

  private ArrCommands() {}
}
