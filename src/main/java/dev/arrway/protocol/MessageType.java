package dev.arrway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A message and its explicit names. They are stored in the outbox and sent to nodes of other
 * builds, hence they stay as they are whatever becomes of the class.
 *
 * @param type the message's record
 * @param name the message on the wire and in the database, such as {@code ArrCommand.GetQueue}
 * @param label a command's operation, such as {@code get_queue}, or a notice's topic; null for
 *     replies
 */
public record MessageType(Class<?> type, String name, @Nullable String label) {}
