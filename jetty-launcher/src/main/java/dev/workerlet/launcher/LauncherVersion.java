package dev.workerlet.launcher;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version in the archive's manifest. */
final class LauncherVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = LauncherVersion.class.getPackage().getImplementationVersion();
        return new String[] {"workerlet " + (version == null ? "(built from source)" : version)};
    }
}
