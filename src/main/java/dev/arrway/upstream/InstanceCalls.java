package dev.arrway.upstream;

import dev.arrway.platform.http.Deadline;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;

/** The calls to one of several instances, all within the deadline that the instances share. */
public final class InstanceCalls {
  private final InstanceClient client;
  private final CallContext context;
  private final Instance instance;
  private final Deadline deadline;

  InstanceCalls(InstanceClient client, CallContext context, Instance instance, Deadline deadline) {
    this.client = client;
    this.context = context;
    this.instance = instance;
    this.deadline = deadline;
  }

  /** Returns the instance that is called. */
  public Instance instance() {
    return instance;
  }

  /** Asks the instance within the time left; fails as {@link InstanceClient#ask} does. */
  public <R extends Reply> Future<R> ask(Command<R> command) {
    return client.ask(context, instance.id(), command, deadline);
  }
}
