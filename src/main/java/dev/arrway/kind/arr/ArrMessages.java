package dev.arrway.kind.arr;

import dev.arrway.protocol.MessageFamily;

/** The names of the commands and replies of managers of movies and series. */
final class ArrMessages {
  static final MessageFamily FAMILY =
      MessageFamily.builder()
          .command("ArrCommand.GetStatus", "get_status", ArrCommand.GetStatus.class)
          .command("ArrCommand.GetHealth", "get_health", ArrCommand.GetHealth.class)
          .command("ArrCommand.GetDiskSpace", "get_disk_space", ArrCommand.GetDiskSpace.class)
          .command("ArrCommand.GetRootFolders", "get_root_folders", ArrCommand.GetRootFolders.class)
          .command("ArrCommand.GetTags", "get_tags", ArrCommand.GetTags.class)
          .command("ArrCommand.GetIndexers", "get_indexers", ArrCommand.GetIndexers.class)
          .command("ArrCommand.GetQueue", "get_queue", ArrCommand.GetQueue.class)
          .command("ArrCommand.GetHistory", "get_history", ArrCommand.GetHistory.class)
          .command("ArrCommand.Lookup", "lookup", ArrCommand.Lookup.class)
          .command("ArrCommand.GetWanted", "get_wanted", ArrCommand.GetWanted.class)
          .command("ArrCommand.GetSeason", "get_season", ArrCommand.GetSeason.class)
          .command("ArrCommand.GetCalendar", "get_calendar", ArrCommand.GetCalendar.class)
          .command("ArrCommand.SyncLibrary", "sync_library", ArrCommand.SyncLibrary.class)
          .command("ArrCommand.GetCommand", "get_command", ArrCommand.GetCommand.class)
          .command("ArrCommand.GetObjects", "get_objects", ArrCommand.GetObjects.class)
          .command("ArrCommand.GetObjectPart", "get_object_part", ArrCommand.GetObjectPart.class)
          .command("ArrCommand.GetTitle", "get_title", ArrCommand.GetTitle.class)
          .command("ArrCommand.PutWebhook", "put_webhook", ArrCommand.PutWebhook.class)
          .command("ArrCommand.AddTitle", "add_title", ArrCommand.AddTitle.class)
          .command("ArrCommand.StartSearch", "start_search", ArrCommand.StartSearch.class)
          .command(
              "ArrCommand.RemoveFromQueue", "remove_from_queue", ArrCommand.RemoveFromQueue.class)
          .command("ArrCommand.SaveObject", "save_object", ArrCommand.SaveObject.class)
          .command("ArrCommand.RestoreObject", "restore_object", ArrCommand.RestoreObject.class)
          .command("ArrCommand.DeleteObject", "delete_object", ArrCommand.DeleteObject.class)
          .reply("ArrReply.Status", ArrReply.Status.class)
          .reply("ArrReply.HealthIssues", ArrReply.HealthIssues.class)
          .reply("ArrReply.Disks", ArrReply.Disks.class)
          .reply("ArrReply.RootFolders", ArrReply.RootFolders.class)
          .reply("ArrReply.Tags", ArrReply.Tags.class)
          .reply("ArrReply.Indexers", ArrReply.Indexers.class)
          .reply("ArrReply.Queue", ArrReply.Queue.class)
          .reply("ArrReply.History", ArrReply.History.class)
          .reply("ArrReply.Found", ArrReply.Found.class)
          .reply("ArrReply.Wanted", ArrReply.Wanted.class)
          .reply("ArrReply.Season", ArrReply.Season.class)
          .reply("ArrReply.Calendar", ArrReply.Calendar.class)
          .reply("ArrReply.Title", ArrReply.Title.class)
          .reply("ArrReply.WebhookIs", ArrReply.WebhookIs.class)
          .reply("ArrReply.Synced", ArrReply.Synced.class)
          .reply("ArrReply.CommandIs", ArrReply.CommandIs.class)
          .reply("ArrReply.Documents", ArrReply.Documents.class)
          .reply("ArrReply.DocumentPart", ArrReply.DocumentPart.class)
          .reply("ArrReply.Added", ArrReply.Added.class)
          .reply("ArrReply.Document", ArrReply.Document.class)
          .covering(ArrCommand.class, ArrReply.class);

  private ArrMessages() {}
}
