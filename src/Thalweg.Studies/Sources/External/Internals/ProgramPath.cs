namespace Thalweg.Studies.Sources.External;

/// <summary>Finds the file of a program as a shell would: a path from the working folder, a plain name on PATH.</summary>
internal static class ProgramPath
{
    /// <exception cref="ExternalProcessException">There is no such file, or no such folder.</exception>
    public static string Find(string program, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw Missing($"the working folder '{folder}' of the process does not exist");
        }
        if (program.Contains('/', StringComparison.Ordinal) || program.Contains(Path.DirectorySeparatorChar))
        {
            var path = Path.GetFullPath(program, folder);
            return File.Exists(path) ? path : throw Missing($"the program '{program}' does not exist in {folder}");
        }
        var names = OperatingSystem.IsWindows() ? new[] { program, program + ".exe" } : [program];
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(place => names.Select(name => Path.Combine(place, name)))
            .FirstOrDefault(File.Exists);
        if (found is not null)
        {
            return Path.GetFullPath(found);
        }
        var hint = File.Exists(Path.Combine(folder, program)) ? $"; for the file beside you write './{program}'" : "";
        throw Missing($"there is no program '{program}' on the search path (PATH){hint}");
    }

    private static ExternalProcessException Missing(string message) => new(ExternalFault.NotStarted, message);
}
