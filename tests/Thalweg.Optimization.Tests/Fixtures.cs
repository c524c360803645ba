namespace Thalweg.Optimization.Tests;

internal static class Fixtures
{
    /// <summary>A file of this project's <c>fixtures</c> folder.</summary>
    public static string Path(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Thalweg.slnx")))
        {
            folder = folder.Parent;
        }
        return System.IO.Path.Combine(folder!.FullName, "tests", "Thalweg.Optimization.Tests", "fixtures", name);
    }
}
