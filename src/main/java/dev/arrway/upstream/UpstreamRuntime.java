package dev.arrway.upstream;

import dev.arrway.bus.Bus;
import dev.arrway.http.HttpStacks;

/**
 * What every actor of a node shares.
 *
 * @param bus how it is reached
 * @param stacks opens its way to the upstream
 * @param memory keeps what must outlive it
 */
public record UpstreamRuntime(Bus bus, HttpStacks stacks, UpstreamMemory memory) {}
