package dev.arrway.upstream.shared.media;

import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import java.util.List;

/**
 * What every media server can be told.
 *
 * @param paths how it sees the folders of other servers
 */
public record MediaSettings(PathMappings paths) {
  /** The settings' fields. */
  public static final List<SettingField> FIELDS =
      List.of(
          SettingField.map(
              PathMappings.SETTING,
              "Folders as other servers see them, each with the folder that this server sees there."),
          SettingField.bool(
              "scan_after_import",
              true,
              "Whether folders are scanned by themselves after an import of one of your instances."));

  /**
   * Reads the settings, which were checked against fields that include {@link #FIELDS}.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} for mappings of relative paths
   */
  public static MediaSettings of(Settings settings) {
    return new MediaSettings(PathMappings.of(settings.map(PathMappings.SETTING)));
  }
}
