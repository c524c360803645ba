using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>Commands that start the twin of the protocol.</summary>
internal static class TwinProgram
{
    public static ExternalCommand Command(params string[] arguments) =>
        new([Twin.Program, .. arguments], [], AppContext.BaseDirectory) { Timeout = 60 };

    public static ExternalProgram Start(params string[] arguments) => new(Command(arguments));
}
