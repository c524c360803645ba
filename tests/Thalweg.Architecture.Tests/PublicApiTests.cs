using PublicApiGenerator;

namespace Thalweg.Architecture.Tests;

/// <summary>What each library offers is written down beside this test, so that no change of it goes unseen.</summary>
public sealed class PublicApiTests
{
    /// <summary>Set to 1, this environment variable makes the test write the lists anew instead of comparing them.</summary>
    private const string Refresh = "THALWEG_REFRESH_API";

    private static readonly string Snapshots = Path.Combine(
        Checkout.Root,
        "tests",
        "Thalweg.Architecture.Tests",
        "PublicApi"
    );

    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        OrderBy = OrderMode.FullName,
    };

    public static TheoryData<string> Libraries { get; } = [.. Library.Names];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_written_down(string library)
    {
        var path = Path.Combine(Snapshots, library + ".txt");
        var surface = Library.Load(library).GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            Directory.CreateDirectory(Snapshots);
            File.WriteAllText(path, surface);
            return;
        }
        var written = File.Exists(path) ? File.ReadAllText(path) : "";
        if (surface == written)
        {
            return;
        }
        var (gone, added) = (Lines(written).Except(Lines(surface)), Lines(surface).Except(Lines(written)));
        Assert.Fail(
            $"the public surface of Thalweg.{library} is not the one in {path}.\n"
                + string.Join("\n", gone.Select(line => "- " + line).Concat(added.Select(line => "+ " + line)))
                + $"\nIf that is meant, run '{Refresh}=1 dotnet test -c Release --project tests/Thalweg.Architecture.Tests' "
                + "and commit the difference."
        );
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim());
}
