namespace Thalweg.Benchmarks;

/// <summary>The source tree that this program was built from: it holds the peers and the program that is published.</summary>
internal static class Checkout
{
    /// <exception cref="InvalidOperationException">The program runs outside the tree.</exception>
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Thalweg.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException(
                $"no folder above {AppContext.BaseDirectory} holds Thalweg.slnx: run the program inside a checkout"
            );
    }
}
