package dev.arrway.protocol;

/** What an actor answers: a value of the kind that the command asks for, or a {@link Failure}. */
public sealed interface Reply
    permits Failure, Reply.Done, UpstreamReply, ArrReply, DownloadReply, MediaReply {
  /** It was done, and there is nothing to say about it. */
  record Done() implements Reply {}
}
