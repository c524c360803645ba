using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Flags that several verbs have.</summary>
internal static class CommonFlags
{
    public static Flag Threads() =>
        new(
            new IntegerOption("threads", null, "threads; results do not depend on it [default: all processors]")
            {
                Maximum = 1024,
                IsOptional = true,
            }
        );

    /// <summary>A drawing of the result.</summary>
    public static Flag Figure() =>
        new(new TextOption("figure", null, "drawing of the losses, 180 mm wide", "a path that ends in .svg"))
        {
            Use = FileUse.Written,
        };

    public static Flag Seed() =>
        new(new IntegerOption("seed", "1", "seed of everything random") { Minimum = 0, Maximum = long.MaxValue });
}
