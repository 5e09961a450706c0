package dev.arrway.domain.arr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an arr says of itself.
 *
 * @param application its own name, such as {@code Radarr}
 * @param instanceName the name that its owner gave it
 * @param version its version
 * @param branch the release branch it follows
 * @param authentication how its own page is protected
 * @param urlBase the path that it stands under
 * @param osName the operating system
 * @param databaseType its database
 * @param runtimeVersion the .NET version
 * @param docker whether it runs in a container
 * @param startTime when it started
 */
public record SystemStatus(
    String application,
    @Nullable String instanceName,
    String version,
    @Nullable String branch,
    @Nullable String authentication,
    @Nullable String urlBase,
    @Nullable String osName,
    @Nullable String databaseType,
    @Nullable String runtimeVersion,
    boolean docker,
    @Nullable Instant startTime) {}
