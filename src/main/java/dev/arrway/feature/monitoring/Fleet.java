package dev.arrway.feature.monitoring;

import dev.arrway.domain.upstream.Gauges;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.UpstreamCommand;
import dev.arrway.upstream.UpstreamReply;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;

/** The instances of all users, as far as they are measured. */
interface Fleet {
  /** Returns those whose actors were started. */
  Collection<Instance> all();

  Optional<Instance> find(long id);

  /** The breaker now. */
  String circuit(long id);

  /** Measures an instance; fails as {@link InstanceClient#ask} does. */
  Future<Gauges> measure(Instance instance);

  /** Returns the fleet of the instances of a directory. */
  static Fleet of(InstanceDirectory directory, InstanceClient instances) {
    return new Fleet() {
      @Override
      public Collection<Instance> all() {
        Collection<Instance> all = directory.everyone();
        return directory.starting() == 0
            ? all
            : all.stream().filter(one -> !directory.isStarting(one.id())).toList();
      }

      @Override
      public Optional<Instance> find(long id) {
        return directory.find(id);
      }

      @Override
      public String circuit(long id) {
        return directory.circuit(id);
      }

      @Override
      public Future<Gauges> measure(Instance instance) {
        CallContext context =
            CallContext.system("sample-" + instance.id()).withPurpose(CallPurpose.MEASUREMENT);
        return instances
            .ask(context, instance.id(), new UpstreamCommand.GetGauges())
            .map(UpstreamReply.Gauged::gauges);
      }
    };
  }
}
