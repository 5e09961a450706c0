package dev.arrway.protocol;

/** The messages that belong to no kind of upstream. */
public final class CommonMessages {
  /** Failures, replies without contents, and notices. */
  public static final MessageFamily FAMILY =
      MessageFamily.builder()
          .reply("Failure", Failure.class)
          .reply("Reply.Done", Reply.Done.class)
          .notice("Notice.EventsAppended", "events_appended", Notice.EventsAppended.class)
          .notice("Notice.LibraryChanged", "library_changed", Notice.LibraryChanged.class)
          .notice("Notice.PlaylistChanged", "playlist_changed", Notice.PlaylistChanged.class)
          .notice("Notice.AccessChanged", "access_changed", Notice.AccessChanged.class)
          .covering(Failure.class, Reply.Done.class);

  private CommonMessages() {}
}
