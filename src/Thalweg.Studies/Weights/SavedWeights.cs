using Thalweg.Formats.Weights;
using Thalweg.Networks.WeightFiles;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Weights;

/// <summary>Parameters that somebody named, and what was written beside them.</summary>
public sealed class SavedWeights
{
    /// <summary>In place of a file: all parameters 0.</summary>
    public const string Zeros = "zeros";

    private const string Advice =
        ": leave the flag out to take it from the file, or add --mismatch warn to take the numbers as they are";

    private readonly SourceLocation place;

    /// <summary>Null where no file is read.</summary>
    private readonly TensorFile? file;

    /// <summary>Of the run of a study; null for zeros, of which every loss takes as many as it needs.</summary>
    private readonly double[]? parameters;

    private SavedWeights(string name, TensorFile file, WeightDeclaration? declaration, SourceLocation place)
    {
        Name = name;
        this.file = file;
        this.place = place;
        Declaration = declaration;
        Notes = file.Notes;
    }

    private SavedWeights(string name, StudyRun run, SourceLocation place)
    {
        Name = name;
        parameters = run.Parameters;
        this.place = place;
        Declaration = run.Declaration;
        Notes = [];
    }

    private SavedWeights(string name, double[] parameters, SourceLocation place)
        : this(name, place) => this.parameters = parameters;

    private SavedWeights(string name, SourceLocation place)
    {
        Name = name;
        this.place = place;
        Notes = [];
    }

    /// <summary>As it was named.</summary>
    public string Name { get; }

    /// <summary>What the parameters are of; null where nothing says it.</summary>
    public WeightDeclaration? Declaration { get; }

    /// <summary>Sentences on what of the file was taken and what was left out.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Whether a name is of something to read: all but <c>zeros</c>, and that too where such a file exists.</summary>
    public static bool IsPath(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name != Zeros || File.Exists(name) || Directory.Exists(name);
    }

    /// <summary>Opens a weight file, a part of one (<c>FILE#model</c>), or a run of a study (<c>FOLDER#label/seed</c>), or takes
    /// <c>zeros</c>. What exists under its name is a path.</summary>
    /// <param name="place">Of the flag or key that named it.</param>
    /// <exception cref="InputException">A folder is none of a study, or has no such run.</exception>
    /// <exception cref="WeightFormatException">The file is no weight file, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static SavedWeights Open(string name, SourceLocation place)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsPath(name))
        {
            return new SavedWeights(name, place);
        }
        var found = WeightPlace.Of(name);
        if (found.IsFolder)
        {
            return new SavedWeights(name, StudyRun.Read(found.Path, found.Part, place), place);
        }
        if (VectorRow.Is(found.Path))
        {
            return new SavedWeights(name, VectorRow.Read(found.Path, found.Part, place), place);
        }
        var file = TensorFile.Open(found.Path, found.Part);
        var declaration =
            WeightDeclaration.Of(file.Metadata)
            ?? (file.Form == WeightForm.Npz ? StudyRun.OfArrays(found.Path, place)?.Declaration : null);
        return new SavedWeights(name, file, declaration, place);
    }

    /// <summary>θ for a loss, [P].</summary>
    /// <param name="order">What decides between layers of equal shapes.</param>
    /// <param name="mismatch">Whether parameters of something else are refused or told as a warning.</param>
    /// <param name="warn">Told what a person should know before trusting the result.</param>
    /// <exception cref="InputException">What was written beside the parameters contradicts the loss.</exception>
    /// <exception cref="WeightFormatException">They do not fit the loss, or are not finite.</exception>
    public GivenCentre For(Source source, WeightOrder order, WeightMismatch mismatch, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(warn);
        if (Declaration is { } declaration)
        {
            Check(declaration, source, mismatch, warn);
        }
        return new GivenCentre(file is null ? Known(source) : Read(file, source, order, warn), Name);
    }

    /// <summary>The checked call of <c>problem</c>, <c>network</c> or <c>trial</c> that the parameters are of, or null.</summary>
    /// <exception cref="InputException">This version does not know it.</exception>
    public ResolvedCall? Part(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            return Declaration?.Resolve(part, place);
        }
        catch (InputException exception)
        {
            throw Named(exception);
        }
    }

    private double[] Known(Source source) =>
        parameters is null ? new double[source.Layout.Count]
        : parameters.Length == source.Layout.Count ? parameters
        : throw new InputException(
            $"{Name}: it has {parameters.Length} parameters, but the network has {source.Layout.Count}: name the network it was trained with",
            place
        );

    private double[] Read(TensorFile from, Source source, WeightOrder order, Action<string> warn)
    {
        if (order == WeightOrder.Evident && WeightFile.DoubtOf(from, source.Layout) is { } doubt)
        {
            warn($"{Name}: {doubt}");
        }
        return WeightFile.Read(from, source.Layout, order);
    }

    private void Check(WeightDeclaration declaration, Source source, WeightMismatch mismatch, Action<string> warn)
    {
        IReadOnlyList<string> contradictions;
        try
        {
            contradictions = declaration.Contradictions(source, place);
        }
        catch (InputException exception) when (mismatch == WeightMismatch.Warn)
        {
            contradictions = [exception.Message];
        }
        catch (InputException exception)
        {
            throw Named(exception);
        }
        if (contradictions.Count > 0 && mismatch == WeightMismatch.Refuse)
        {
            throw new InputException([
                .. contradictions.Select(sentence => Named(new InputException(sentence + Advice, place))),
            ]);
        }
        foreach (var sentence in contradictions)
        {
            warn($"{Name}: {sentence}; its numbers are taken as they are");
        }
    }

    private InputException Named(InputException exception) => new($"{Name}: {exception.Message}", place, exception);
}
