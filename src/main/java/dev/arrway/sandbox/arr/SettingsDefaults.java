package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;

/** The settings that a new server has. */
final class SettingsDefaults {
  private SettingsDefaults() {}

  static JsonObject naming(boolean movies) {
    return movies
        ? Wire.object(
            "renameMovies", true,
            "replaceIllegalCharacters", true,
            "colonReplacementFormat", "smart",
            "standardMovieFormat", "{Movie CleanTitle} {(Release Year)} {Quality Full}",
            "movieFolderFormat", "{Movie CleanTitle} ({Release Year})")
        : Wire.object(
            "renameEpisodes", true,
            "replaceIllegalCharacters", true,
            "colonReplacementFormat", 4,
            "customColonReplacementFormat", "",
            "multiEpisodeStyle", 5,
            "standardEpisodeFormat", "{Series Title} - S{season:00}E{episode:00} {Quality Full}",
            "dailyEpisodeFormat", "{Series Title} - {Air-Date} {Quality Full}",
            "animeEpisodeFormat", "{Series Title} - S{season:00}E{episode:00} {Quality Full}",
            "seriesFolderFormat", "{Series Title}",
            "seasonFolderFormat", "Season {season:00}",
            "specialsFolderFormat", "Specials");
  }

  static JsonObject mediaManagement(boolean movies) {
    return Wire.object(
            "recycleBin",
            "",
            "recycleBinCleanupDays",
            7,
            "downloadPropersAndRepacks",
            "preferAndUpgrade",
            "deleteEmptyFolders",
            false,
            "fileDate",
            "none",
            "rescanAfterRefresh",
            "always",
            "setPermissionsLinux",
            false,
            "chmodFolder",
            "755",
            "chownGroup",
            "",
            "skipFreeSpaceCheckWhenImporting",
            false,
            "minimumFreeSpaceWhenImporting",
            100,
            "copyUsingHardlinks",
            true,
            "useScriptImport",
            false,
            "scriptImportPath",
            "",
            "importExtraFiles",
            false,
            "extraFileExtensions",
            "srt",
            "enableMediaInfo",
            true)
        .mergeIn(
            movies
                ? Wire.object(
                    "autoUnmonitorPreviouslyDownloadedMovies", false,
                    "createEmptyMovieFolders", false,
                    "autoRenameFolders", false,
                    "pathsDefaultStatic", false)
                : Wire.object(
                    "autoUnmonitorPreviouslyDownloadedEpisodes", false,
                    "createEmptySeriesFolders", false,
                    "episodeTitleRequired", "always"));
  }
}
