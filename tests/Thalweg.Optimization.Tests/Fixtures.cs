namespace Thalweg.Optimization.Tests;

internal static class Fixtures
{
    /// <summary>A file of this project's <c>fixtures</c> folder.</summary>
    public static string Path(string name) =>
        System.IO.Path.Combine(Checkout.Root, "tests", "Thalweg.Optimization.Tests", "fixtures", name);
}
