namespace Thalweg.Tests.Shared;

/// <summary>Where the checkout is that the running tests were built from.</summary>
/// <remarks>Found from the binaries: source paths that the compiler embeds are rewritten in automatic builds.</remarks>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Thalweg.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException("Thalweg.slnx was not found above the test binaries");
    }
}
