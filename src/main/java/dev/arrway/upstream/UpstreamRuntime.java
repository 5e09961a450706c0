package dev.arrway.upstream;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.http.HttpStacks;

/**
 * The services that all actors of a node share.
 *
 * @param bus how it is reached
 * @param stacks opens its way to the upstream
 * @param observer learns what actors find out about their instances
 * @param ports what features store for the kinds
 */
public record UpstreamRuntime(
    Bus bus, HttpStacks stacks, InstanceObserver observer, StoragePorts ports) {}
