package dev.arrway.feature.instances.web;

import dev.arrway.domain.arr.SystemStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an instance says of itself, as the API shows it. */
public record StatusJson(
    String appName,
    @Nullable String instanceName,
    String version,
    @Nullable String branch,
    @Nullable String authentication,
    @Nullable String urlBase,
    @Nullable String osName,
    @Nullable String databaseType,
    @Nullable String runtimeVersion,
    boolean isDocker,
    @Nullable Instant startedAt) {
  public static StatusJson of(SystemStatus s) {
    return new StatusJson(
        s.application(),
        s.instanceName(),
        s.version(),
        s.branch(),
        s.authentication(),
        s.urlBase(),
        s.osName(),
        s.databaseType(),
        s.runtimeVersion(),
        s.docker(),
        s.startTime());
  }
}
