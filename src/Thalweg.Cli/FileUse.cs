namespace Thalweg.Cli;

/// <summary>What a verb does with the file that a flag names.</summary>
[Flags]
internal enum FileUse
{
    /// <summary>The flag names no file.</summary>
    None = 0,

    Read = 1,

    Written = 2,
}
