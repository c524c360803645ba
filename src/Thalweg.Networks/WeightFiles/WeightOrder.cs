namespace Thalweg.Networks.WeightFiles;

/// <summary>What decides which of several layers of equal shapes in a file is which layer of the network.</summary>
public enum WeightOrder
{
    /// <summary>The names of the network, else the order of a PyTorch file, else the numbers in the names; a file where nothing
    /// decides is refused.</summary>
    Evident,

    /// <summary>The names of the network, else the names as a person would sort them, numbers by their size.</summary>
    Names,

    /// <summary>The order of the file.</summary>
    File,
}
