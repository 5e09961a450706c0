package dev.arrway.protocol;

/**
 * What an actor is asked to do.
 *
 * @param <R> the reply that answers it when it succeeds
 */
public sealed interface Command<R extends Reply>
    permits UpstreamCommand, ArrCommand, DownloadCommand, MediaCommand, Change {
  /** A short name for logs and metrics, such as {@code get_queue}. */
  default String operation() {
    return Names.snake(getClass().getSimpleName());
  }
}
