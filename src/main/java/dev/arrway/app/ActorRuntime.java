package dev.arrway.app;

import dev.arrway.feature.downloads.Sources;
import dev.arrway.feature.instances.Instances;
import dev.arrway.feature.libraries.Libraries;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.kind.arr.LibrarySink;
import dev.arrway.kind.download.DownloadSources;
import dev.arrway.upstream.StoragePorts;
import dev.arrway.upstream.UpstreamRuntime;

/** The wiring of the actors of a node to the features that store what they find out. */
final class ActorRuntime {
  private ActorRuntime() {}

  /** Returns what every actor of the node shares. */
  static UpstreamRuntime create(
      CoreServices core, Instances instances, Outbox outbox, Libraries libraries, Sources sources) {
    return new UpstreamRuntime(
        core.bus(),
        core.stacks(),
        new ActorReports(instances.health(), outbox::reachable),
        StoragePorts.NONE
            .with(LibrarySink.class, libraries.store())
            .with(DownloadSources.class, sources));
  }
}
