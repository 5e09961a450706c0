package dev.arrway.upstream;

import java.util.function.Supplier;

/**
 * The circumstances of one command that an actor carries out.
 *
 * @param ask the deadline, and whether somebody waits
 * @param instance the instance that the command is for
 * @param ports what features store for the kinds
 * @param vitals reads how the actor is doing
 */
public record CommandCall(
    Ask ask, InstanceSpec instance, StoragePorts ports, Supplier<UpstreamReply.Vitals> vitals) {}
