/** The version of the platform, as package.json has it: what is put on paper names the program that computed it. */
export const PLATFORM_VERSION = '0.1.0'
