using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>Commands that start the twin of the protocol, which is built beside the tests.</summary>
internal static class TwinProgram
{
    private const string Project = "Thalweg.External.Twin";

    /// <summary>The twin as a program.</summary>
    public static string Path { get; } = Find();

    public static ExternalCommand Command(params string[] arguments) =>
        new([Path, .. arguments], [], AppContext.BaseDirectory) { Timeout = 60 };

    public static ExternalProgram Start(params string[] arguments) => new(Command(arguments));

    private static string Find()
    {
        // artifacts/bin/PROJECT/release/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return System.IO.Path.Combine(own.Parent!.Parent!.FullName, Project, own.Name, Project);
    }
}
