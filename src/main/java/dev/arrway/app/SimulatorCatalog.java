package dev.arrway.app;

import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.jellyfin.JellyfinSimulator;
import dev.arrway.sandbox.plex.PlexSimulator;
import dev.arrway.sandbox.qbittorrent.QbittorrentSimulator;
import dev.arrway.sandbox.radarr.RadarrSimulator;
import dev.arrway.sandbox.sabnzbd.SabnzbdSimulator;
import dev.arrway.sandbox.sonarr.SonarrSimulator;
import dev.arrway.sandbox.transmission.TransmissionSimulator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The simulators of the {@code sandbox} command and the demo, in the order in which they start.
 * This is the one list that a new simulator is added to.
 */
final class SimulatorCatalog {
  private final List<Simulator> simulators;

  private SimulatorCatalog(List<Simulator> simulators) {
    this.simulators = List.copyOf(simulators);
    Set<String> types = new HashSet<>();
    for (Simulator simulator : simulators) {
      if (!types.add(simulator.type())) {
        throw new IllegalArgumentException("Two simulators have the type " + simulator.type());
      }
    }
  }

  /** Returns the simulators that Arrway comes with. */
  static SimulatorCatalog standard() {
    return of(
        List.of(
            new RadarrSimulator(),
            new SonarrSimulator(),
            new QbittorrentSimulator(),
            new SabnzbdSimulator(),
            new TransmissionSimulator(),
            new PlexSimulator(),
            new JellyfinSimulator()));
  }

  /**
   * Returns a catalog of these simulators.
   *
   * @throws IllegalArgumentException when two have the same type
   */
  static SimulatorCatalog of(List<Simulator> simulators) {
    return new SimulatorCatalog(simulators);
  }

  /** Returns all simulators in their order. */
  List<Simulator> all() {
    return simulators;
  }

  /** Returns the vendors' names as an enumeration, such as {@code Radarr, Sonarr and Plex}. */
  String names() {
    List<String> names = simulators.stream().map(Simulator::displayName).toList();
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : names.stream().limit(last).collect(Collectors.joining(", ", "", " and "))
            + names.get(last);
  }
}
